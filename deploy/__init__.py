"""What runs beside Tocsin: configuration for Prometheus and Grafana."""
