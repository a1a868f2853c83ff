import { careAndPantryShapes } from "./care-and-pantry";
import { clothingShapes } from "./clothing";
import { electronicsShapes } from "./electronics";
import { gardenAndPetShapes } from "./garden-and-pets";
import { kitchenShapes } from "./kitchen";
import { livingShapes } from "./living";
import { outdoorShapes } from "./outdoor";
import { plushShapes } from "./plush";
import { toyAndBookShapes } from "./toys-and-books";

/** Every shape that a kind of thing can be drawn in. */
export const shapes = {
  ...kitchenShapes,
  ...livingShapes,
  ...outdoorShapes,
  ...electronicsShapes,
  ...clothingShapes,
  ...toyAndBookShapes,
  ...plushShapes,
  ...gardenAndPetShapes,
  ...careAndPantryShapes,
};

export type ShapeName = keyof typeof shapes;
