"""What happens to pictures and footage afterwards. Tasks take ids and may come twice."""

from django_tasks import task

from visuals import lifecycle
from visuals.lifecycle import footage
from visuals.models import Image


@task()
def make_renditions(image_id: int) -> int:
    image = Image.objects.filter(pk=image_id).exclude(file="").first()
    return lifecycle.make_renditions(image) if image else 0


@task(queue_name="media")
def work_on_footage(footage_id: int) -> str:
    """A wake-up, no more: which job is next, and whether there is one, the table of jobs knows."""
    return footage.work(footage_id)
