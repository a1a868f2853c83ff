import type { FulfilmentId } from "@shopeasy/contracts/ids";
import { facts, paragraph } from "../sending/blocks";
import { greetingFor } from "../sending/greeting-rules";
import { writeLetter } from "../sending/letter";
import type { Mail } from "../sending/mail";
import { type OrderNotice, orderButton, orderReason, pieceList } from "./order-blocks";

interface ParcelNews {
  fulfilmentId: FulfilmentId;
  /** Nothing of the order is left to be shipped, or to arrive. */
  complete: boolean;
}

/** Tells that a parcel has left, what is in it, and where it can be followed. */
export function orderShippedMail(
  order: OrderNotice,
  { fulfilmentId, complete }: ParcelNews,
  publicUrl: string,
): Mail {
  const { number, recipient } = order;
  const parcel = parcelOf(order, fulfilmentId);
  const news = complete
    ? `Order ${number} is on its way to you.`
    : `A part of order ${number} is on its way to you.`;
  return writeLetter({
    subject: complete ? `Your order ${number} is on its way` : `A part of your order ${number} is on its way`,
    preview: `With ${parcel.carrier}, tracking number ${parcel.trackingNumber}.`,
    heading: complete ? "Your order is on its way" : "A part of your order is on its way",
    blocks: [
      paragraph(greetingFor(recipient)),
      paragraph(`${news}${complete ? "" : " We write to you again when the rest leaves."}`),
      facts([
        ["Carrier", parcel.carrier],
        ["Tracking number", parcel.trackingNumber, parcel.trackingUrl],
      ]),
      paragraph("In this parcel:"),
      pieceList(order, parcel.items),
      orderButton(order, publicUrl),
    ],
    reason: orderReason,
  });
}

/** Tells that a parcel has arrived, and what to do if it has not. */
export function orderDeliveredMail(
  order: OrderNotice,
  { fulfilmentId, complete }: ParcelNews,
  publicUrl: string,
): Mail {
  const { number, recipient } = order;
  const parcel = parcelOf(order, fulfilmentId);
  const news = complete
    ? `${parcel.carrier} tells us that all of order ${number} has arrived.`
    : `${parcel.carrier} tells us that a parcel of order ${number} has arrived.`;
  return writeLetter({
    subject: complete
      ? `Your order ${number} was delivered`
      : `A parcel of your order ${number} was delivered`,
    preview: news,
    heading: complete ? "Your order was delivered" : "A parcel of yours was delivered",
    blocks: [
      paragraph(greetingFor(recipient)),
      paragraph(news),
      paragraph("In this parcel:"),
      pieceList(order, parcel.items),
      paragraph(
        `You did not get it, or something is wrong with it? Write to us with the order's number; parcels are also left with neighbours at times. Something does not suit you? You can send it back within 30 days.`,
      ),
      orderButton(order, publicUrl),
    ],
    reason: orderReason,
  });
}

function parcelOf({ fulfilments }: OrderNotice, wanted: FulfilmentId) {
  const found = fulfilments.find(({ id }) => id === wanted);
  if (!found) throw new Error(`The order has no fulfilment ${wanted}`);
  return found;
}
