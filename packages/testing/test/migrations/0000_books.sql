CREATE EXTENSION IF NOT EXISTS citext;--> statement-breakpoint
CREATE TABLE "books" ("title" citext PRIMARY KEY NOT NULL);
