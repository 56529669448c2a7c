"""What others push: `POST /articles` and WebSub."""
