"""The database itself keeps the log append-only: who can write SQL through the newsroom cannot rewrite what was."""

from django.db import migrations

REFUSAL = "the audit log is append-only"

SQLITE = {
    act: f"""
        CREATE TRIGGER people_auditevent_no_{act} BEFORE {act.upper()} ON people_auditevent
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """
    for act in ("update", "delete")
}
POSTGRESQL = f"""
    CREATE OR REPLACE FUNCTION people_auditevent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;
    CREATE TRIGGER people_auditevent_no_change BEFORE UPDATE OR DELETE ON people_auditevent
    FOR EACH ROW EXECUTE FUNCTION people_auditevent_stays();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE.values():
            schema_editor.execute(statement)
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)


def open_again(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS people_auditevent_no_{act}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER IF EXISTS people_auditevent_no_change ON people_auditevent")
        schema_editor.execute("DROP FUNCTION IF EXISTS people_auditevent_stays()")


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_desk'),
    ]

    operations = [
        migrations.RunPython(guard, open_again, elidable=False),
    ]
