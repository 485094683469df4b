-- Queues as tables. What is received is deleted, so they are vacuumed by count, not by a share of a size that is near zero.
CREATE TABLE IF NOT EXISTS request_queue (
    id     bigint GENERATED ALWAYS AS IDENTITY (CACHE 100) PRIMARY KEY,
    handle uuid NOT NULL,
    body   text NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
CREATE TABLE IF NOT EXISTS reply_queue (
    id     bigint GENERATED ALWAYS AS IDENTITY (CACHE 100) PRIMARY KEY,
    handle uuid NOT NULL,
    body   text NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
