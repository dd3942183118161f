"""Two ways around the guard of the log, closed: SQLite replaces a row without deleting it, PostgreSQL empties a table
without deleting rows."""

from django.db import migrations

REFUSAL = "the audit log is append-only"

SQLITE = f"""
    CREATE TRIGGER people_auditevent_no_replace BEFORE INSERT ON people_auditevent
    WHEN EXISTS (SELECT 1 FROM people_auditevent WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
"""
POSTGRESQL = """
    CREATE TRIGGER people_auditevent_no_truncate BEFORE TRUNCATE ON people_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION people_auditevent_stays();
"""


def guard(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    if schema_editor.connection.vendor in statements:
        schema_editor.execute(statements[schema_editor.connection.vendor])


def open_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS people_auditevent_no_replace")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS people_auditevent_no_truncate ON people_auditevent")


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_seats_and_guesses'),
    ]

    operations = [
        migrations.RunPython(guard, open_again, elidable=False),
    ]
