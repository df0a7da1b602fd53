"""What a backup is called, and what is in it."""

from dashboard.ledger.backup_files import KINDS, Backup


def reason(backup: Backup) -> str:
    """Say why a backup was made."""
    if backup.is_damaged:
        return "文件已损坏,不能使用"
    return ":".join(filter(None, (KINDS[backup.kind], backup.why)))


def contents(backup: Backup) -> str:
    """Say which plans a backup has, with their tasks and reports."""
    plans = (
        f"{plan.year} 年 措施 {plan.tasks} 项、填报 {plan.reports} 条" for plan in backup.plans
    )
    return ";".join(plans)


def title(backup: Backup) -> str:
    """Return a backup in one line, for a list to choose from."""
    return f"{backup.made_at:%Y-%m-%d %H:%M:%S} {reason(backup)}"
