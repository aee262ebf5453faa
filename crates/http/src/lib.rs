//! The API with its OpenAPI, the inbound webhooks, the WebSocket, the embedded web app.
