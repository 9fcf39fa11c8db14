"""Records as pages for people: what the HTML, PDF, website and bag exports share."""
