import "@tabler/core/dist/css/tabler.css";
import "virtual:icons.css";
import "./styles/tokens.css";
import "./styles/ground.css";
import "./styles/controls.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/home.css";
import "./styles/library.css";
import { followAddress } from "./address";
import { startCopying } from "./copy";
import { startHtmx } from "./htmx";
import { mountIslands } from "./islands";
import { startKeys } from "./keys";
import { startMenus } from "./menus";
import { startTheme } from "./theme";
import { freshenTimes } from "./times";

startTheme();
startMenus();
startKeys();
startCopying();
followAddress();
freshenTimes(document);
mountIslands(document);
startHtmx((added) => {
  freshenTimes(added);
  mountIslands(added);
});
