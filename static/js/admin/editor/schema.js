/** The twelve kinds and what stands inside them, under the names of the stored body. */
import { clip } from "./blocks/clip.js";
import { crosshead } from "./blocks/crosshead.js";
import { divider } from "./blocks/divider.js";
import { embed } from "./blocks/embed.js";
import { factbox } from "./blocks/factbox.js";
import { gallery } from "./blocks/gallery.js";
import { image } from "./blocks/image.js";
import { doc, emphasis, hardBreak, link, mention, strong, text } from "./blocks/inlines.js";
import { list, listItem } from "./blocks/list.js";
import { paragraph } from "./blocks/paragraph.js";
import { quote } from "./blocks/quote.js";
import { table, tableCell, tableRow } from "./blocks/table.js";
import { teaser } from "./blocks/teaser.js";

export const BLOCKS = [paragraph, crosshead, list, quote, image, gallery, clip, teaser, factbox, table, embed, divider];

export const SCHEMA = [doc, text, ...BLOCKS, listItem, tableRow, tableCell, mention, hardBreak, link, strong, emphasis];
