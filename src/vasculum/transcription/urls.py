"""The addresses of reading labels, below the language."""

from django.urls import path

from vasculum.transcription import leading_pages, pages, review_pages, sheet_pages

urlpatterns = [
    path("transcribe", pages.home, name="transcribe"),
    path("transcribe/board", pages.board, name="transcribe-board"),
    path("transcribe/mine", pages.mine, name="transcribe-mine"),
    path("transcribe/mine.json", pages.mine_json, name="transcribe-mine-json"),
    path("transcribe/new", leading_pages.new, name="transcribe-new"),
    path("transcribe/understood", sheet_pages.understood_as, name="transcribe-understood"),
    path("transcribe/sheet/<int:number>", sheet_pages.sheet, name="transcribe-sheet"),
    path("transcribe/sheet/<int:number>/draft", sheet_pages.draft, name="transcribe-draft"),
    path("transcribe/review/<int:number>", review_pages.desk, name="transcribe-desk"),
    path("transcribe/<slug:key>", pages.project, name="transcribe-project"),
    path("transcribe/<slug:key>/start", pages.start, name="transcribe-start"),
    path("transcribe/<slug:key>/quiz", pages.quiz, name="transcribe-quiz"),
    path("transcribe/<slug:key>/discussion", pages.discussion, name="transcribe-discussion"),
    path("transcribe/<slug:key>/discussion/<int:number>/hide", leading_pages.hide, name="transcribe-hide"),
    path("transcribe/<slug:key>/review", review_pages.queue, name="transcribe-review"),
    path("transcribe/<slug:key>/lead", leading_pages.lead, name="transcribe-lead"),
    path("transcribe/<slug:key>/sheets", leading_pages.bring_in, name="transcribe-stage"),
    path("transcribe/<slug:key>/news", leading_pages.announce, name="transcribe-announce"),
    path("transcribe/<slug:key>/readings", leading_pages.readings, name="transcribe-readings"),
]
