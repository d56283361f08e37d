"""The addresses of imports, below the language."""

from django.urls import path

from vasculum.intake import pages, rule_pages

urlpatterns = [
    path("import", pages.index, name="imports"),
    path("import/<uuid:key>", pages.session, name="import"),
    path("import/<uuid:key>/rules", rule_pages.rules, name="import-rules"),
    path("import/<uuid:key>/problems.xlsx", pages.problems_xlsx, name="import-problems"),
    path("import/<uuid:key>/table.xlsx", pages.table_xlsx, name="import-table"),
    path("import/<uuid:key>/mapping.yaml", pages.mapping_yaml, name="import-mapping"),
]
