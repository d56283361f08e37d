"""The addresses of the help desk, below the language."""

from django.urls import path

from vasculum.helpdesk import pages, staff_pages

urlpatterns = [
    path("help-desk", pages.help_desk, name="help-desk"),
    path("help-desk/queue", staff_pages.queue, name="help-desk-queue"),
    path("help-desk/tickets/<int:number>", staff_pages.ticket, name="ticket"),
    path("help-desk/<uuid:key>", pages.question, name="question"),
]
