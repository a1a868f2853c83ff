// To start a shop takes longer than most of these: they share one, in this order. What kills has a shop of its own.
import "./one-shop/purchase";
import "./one-shop/traces";
import "./one-shop/readme";
import "./one-shop/pages";
import "./one-shop/accounts";
import "./one-shop/live-catalogue";
import "./one-shop/mails";
import "./one-shop/concurrency";
import "./one-shop/bad-input";
import "./one-shop/release";
