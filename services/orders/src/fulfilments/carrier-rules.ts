/** Where a carrier shows how far a parcel has come. */
const trackingPages = {
  ups: "https://www.ups.com/track?tracknum=",
  fedex: "https://www.fedex.com/fedextrack/?trknbr=",
  usps: "https://tools.usps.com/go/TrackConfirmAction?tLabels=",
  dhl: "https://www.dhl.com/en/express/tracking.html?AWB=",
} as const;

const isKnown = (carrier: string): carrier is keyof typeof trackingPages =>
  Object.hasOwn(trackingPages, carrier);

/** The page on which a parcel can be followed; null for a carrier that we know none of, or where the number is erased. */
export function trackingUrl(carrier: string, trackingNumber: string): string | null {
  const name = carrier.trim().toLowerCase();
  return isKnown(name) && trackingNumber !== ""
    ? `${trackingPages[name]}${encodeURIComponent(trackingNumber)}`
    : null;
}
