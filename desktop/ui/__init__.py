"""The window: pages, form widgets, item models and operations that run on threads. The only room that knows Qt."""
