from django.conf import settings
from django.urls import path

from articles import feeds, sitemaps, views

PREVIEW = {"de": "vorschau", "en": "preview"}[settings.SITE_LANGUAGE]
STORY, TOPIC, PERSON, AUTHOR, CLIP, CHANGES, CORRECTIONS, SEARCH, ARCHIVE = {
    "de": ("artikel", "thema", "personen", "autoren", "videos", "fassungen", "korrekturen", "suche", "archiv"),
    "en": ("article", "topic", "people", "authors", "videos", "editions", "corrections", "search", "archive"),
}[settings.SITE_LANGUAGE]
LIVE, UPDATES = {"de": ("liveblog", "neues"), "en": ("live", "updates")}[settings.SITE_LANGUAGE]

urlpatterns = [
    path(f"{STORY}/<slug:slug>/", views.story, name="story"),
    path(f"{STORY}/<slug:slug>/{CHANGES}/", views.changes, name="story_changes"),
    path(f"{LIVE}/<slug:slug>/", views.live, name="live"),
    path(f"{LIVE}/<slug:slug>/{UPDATES}.json", views.live_updates, name="live_updates"),
    path(f"{LIVE}/<slug:slug>/feed.<slug:form>", feeds.live, name="live_feed"),
    path(f"{LIVE}/<slug:slug>/<int:number>/", views.live_post, name="live_post"),
    path("a/<int:key>/", views.short, name="short"),
    path(f"{CORRECTIONS}/", views.corrections, name="corrections"),
    path(f"{TOPIC}/<slug:slug>/", views.topic, name="topic"),
    path(f"{PERSON}/<slug:slug>/", views.person, name="person"),
    path(f"{AUTHOR}/<slug:slug>/", views.author, name="author"),
    path(f"{CLIP}/", views.clips, name="clips"),
    path(f"{PREVIEW}/<str:token>/", views.preview_link, name="preview_link"),
    path(f"{PREVIEW}/<str:token>/<path:address>", views.preview_file, name="preview_file"),
    path(f"{SEARCH}/", views.search, name="search"),
    path(f"{ARCHIVE}/", views.archive, name="archive"),
    path(f"{ARCHIVE}/<int:year>/<int:month>/", views.archive_month, name="archive_month"),
    path(f"{ARCHIVE}/<int:year>/<int:month>/<int:day>/", views.archive_day, name="archive_day"),
    path("api/", views.api.description, name="api"),
    path("api/stories/", views.api.stories, name="api_stories"),
    path("api/stories/<int:number>/", views.api.story, name="api_story"),
    path("api/stories/<int:number>/posts/", views.api.posts, name="api_posts"),
    path("api/stories/<int:number>/letter/", feeds.letter, name="api_letter"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<int:year>-<int:number>.xml", sitemaps.month, name="month_sitemap"),
    path("sitemap-news.xml", sitemaps.news, name="news_sitemap"),
    path("sitemap-videos.xml", sitemaps.videos, name="video_sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="pages_sitemap"),
    path("feed.<slug:form>", feeds.site, name="feed"),
    path(f"{TOPIC}/<slug:slug>/feed.<slug:form>", feeds.topic, name="topic_feed"),
    path(f"{PERSON}/<slug:slug>/feed.<slug:form>", feeds.person, name="person_feed"),
    path(f"{AUTHOR}/<slug:slug>/feed.<slug:form>", feeds.author, name="author_feed"),
    path(f"{CLIP}/feed.<slug:form>", feeds.clips, name="clips_feed"),
    path(f"{CLIP}/<slug:slug>/", views.clip, name="clip"),
]
