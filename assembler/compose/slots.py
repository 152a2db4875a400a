"""The register of makers: what a slot of a document type can name. A new maker is one function and one line here."""

from assembler.compose.maker import Maker
from assembler.compose.makers import apparatus, changes, charts, frames, goals, period_report, projects, schedules

MAKERS: dict[str, Maker] = {
    "how-to-read": apparatus.how_to_read,
    "key-figures": apparatus.key_figures,
    "data-table": apparatus.data_table,
    "colophon": apparatus.colophon,
    "area-reports": period_report.area_reports,
    "presence": period_report.presence,
    "adjustments": period_report.adjustments,
    "resolutions": period_report.resolutions,
    "project-status": projects.project_status,
    "investments": projects.investments,
    "measures": projects.measures,
    "goal-tree": goals.goal_tree,
    "indicators": goals.indicators,
    "deviation-chart": charts.deviation_chart,
    "presence-chart": charts.presence_chart,
    "area-bars": charts.area_bars,
    "income-bars": charts.income_bars,
    "expense-bars": charts.expense_bars,
    "kostra-chart": charts.kostra_chart,
    "indicator-chart": charts.indicator_chart,
    "schedule": schedules.schedule,
    "frames": frames.frame_table,
    "area-changes": changes.area_change_table,
    "area-change-chart": changes.area_change_chart,
    "line-changes": changes.line_change_table,
    "financing": changes.financing_table,
    "target-figures": changes.target_table,
    "reconciliation": schedules.reconciliation,
    "import-report": schedules.import_report,
    "area-detail": schedules.area_detail,
}
