import { useLocalShop } from "../local-shop-program";

/** The shop that all tests of this folder share. They make what they look at themselves, and break nothing of it. */
export const local = useLocalShop("--products", "200");
