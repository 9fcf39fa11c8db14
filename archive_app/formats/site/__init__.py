"""A selection as a website that needs no server: pages, small pictures, and a search that runs in the browser."""
