import { type Html, html } from "@shopeasy/platform/html";

export interface PurchaseStep {
  title: string;
  /** What it does, for who reads along. */
  about: Html;
  /** For any POSIX shell with curl, without comments: some shells take none where they are pasted. */
  lines: string;
}

/** A whole purchase, to be pasted step by step or in one piece. Each step uses what those before it kept. */
export function purchaseSteps(publicUrl: string): readonly PurchaseStep[] {
  return [
    {
      title: "Find a product",
      about: html`The newest that can be bought. <code>value</code> takes the first member of that name out of an answer.`,
      lines: `SHOP=${publicUrl}/api/v1
JSON='Content-Type: application/json'
value() { grep -oE "\\"$1\\" ?: ?\\"[^\\"]*\\"" | head -n 1 | cut -d '"' -f 4; }

FOUND=$(curl -s "$SHOP/products?inStock=true&limit=1")
PRODUCT=$(printf '%s' "$FOUND" | value id)
SKU=$(printf '%s' "$FOUND" |
  ${firstAvailable} |
  value sku)
echo "$(printf '%s' "$FOUND" | value name): $SKU"`,
    },
    {
      title: "Put it in a cart",
      about: html`A guest’s cart: who knows its id may use it.`,
      lines: `CART=$(curl -s -X POST "$SHOP/carts" | value id)
curl -s "$SHOP/carts/$CART/items" -H "$JSON" -d '{"sku":"'"$SKU"'","quantity":1}'; echo`,
    },
    {
      title: "Order and pay",
      about: html`With a test card. The same key sent again gives the same order again, and charges nobody twice. <code>pm_card_chargeDeclined</code> is declined.`,
      lines: `ADDRESS='{"name":"Ada Lovelace","line1":"1 Main Street","city":"Springfield",
  "region":"IL","postalCode":"62701","country":"US"}'
ORDERED=$(curl -s "$SHOP/orders" -H "$JSON" -H "Idempotency-Key: guest-$(date +%s)-$$" -d '{
  "cartId":"'"$CART"'","email":"ada@example.com","shippingAddress":'"$ADDRESS"',
  "shippingMethod":"standard","paymentMethod":"pm_card_visa"}')
ORDER=$(printf '%s' "$ORDERED" | value id)
TOKEN=$(printf '%s' "$ORDERED" | value token)
printf '%s\\n' "$ORDERED"`,
    },
    {
      title: "Look at the order, and the mail",
      about: html`A guest opens an order with the token of its confirmation, which the mail’s link holds too.`,
      lines: `curl -s "$SHOP/orders/$ORDER?token=$TOKEN"; echo
sleep 2; curl -s ${publicUrl}/console/mail.json | tr '{' '\\n' | grep -m 1 ada@example.com`,
    },
    {
      title: "Sign in, buy, and review",
      about: html`As the demo customer, whose own cart it is now; a review of what one bought is marked so.`,
      lines: `ACCESS=$(curl -s "$SHOP/auth/login" -H "$JSON" -d '{
  "email":"customer@shopeasy.test","password":"shopeasy-demo-1"}' | value accessToken)
ME="Authorization: Bearer $ACCESS"
CART=$(curl -s -X POST "$SHOP/carts" -H "$ME" | value id)
curl -s "$SHOP/carts/$CART/items" -H "$ME" -H "$JSON" -d '{"sku":"'"$SKU"'","quantity":1}' > /dev/null
curl -s "$SHOP/orders" -H "$ME" -H "$JSON" -H "Idempotency-Key: mine-$(date +%s)-$$" -d '{
  "cartId":"'"$CART"'","shippingAddress":'"$ADDRESS"',
  "shippingMethod":"standard","paymentMethod":"pm_card_visa"}' | value number
sleep 2; curl -s "$SHOP/reviews" -H "$ME" -H "$JSON" -d '{
  "productId":"'"$PRODUCT"'","rating":5,"title":"Lovely","body":"It does what it says."}'; echo
sleep 2; curl -s "$SHOP/reviews?productId=$PRODUCT"; echo`,
    },
  ];
}

/** The first variant that is not sold out: the members of a variant stand in the order of the API's document. */
const firstAvailable = String.raw`grep -oE '"sku" ?: ?"[^"]+", ?"options" ?: ?\{[^}]*\}, ?"price" ?: ?\{[^}]*\}, ?"compareAtPrice" ?: ?(null|\{[^}]*\}), ?"available" ?: ?[1-9]'`;
