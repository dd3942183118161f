"""What happens to pictures afterwards. Tasks take ids and may come twice."""

from django_tasks import task

from visuals import lifecycle
from visuals.models import Image


@task()
def make_renditions(image_id: int) -> int:
    image = Image.objects.filter(pk=image_id).exclude(file="").first()
    return lifecycle.make_renditions(image) if image else 0
