CREATE TABLE "guest_erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL
);
