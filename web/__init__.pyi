from web.answers import search_answer
from web.app import create_app
from web.arguments import SearchForm, read_arguments, to_arguments

__all__ = ["SearchForm", "create_app", "read_arguments", "search_answer", "to_arguments"]
