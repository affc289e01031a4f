import "@tabler/core/dist/css/tabler.css";
import "virtual:icons.css";
import "./styles/tokens.css";
import "./styles/ground.css";
import "./styles/controls.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/home.css";
import "./styles/library.css";
import "./styles/review.css";
import "./styles/content.css";
import "./styles/access.css";
import { followAddress } from "./address";
import { startCopying } from "./copy";
import { startHtmx } from "./htmx";
import { mountIslands } from "./islands";
import { startKeys } from "./keys";
import { startMenus } from "./menus";
import { startSession } from "./session";
import { startTheme } from "./theme";
import { freshenTimes } from "./times";
import { startToasts } from "./toasts";

startSession(); // before all that listens for forms being sent: a form that waits for sign-in is not sent yet
startTheme();
startMenus();
startKeys();
startCopying();
followAddress();
freshenTimes(document);
startToasts(document);
mountIslands(document);
startHtmx((added) => {
  freshenTimes(added);
  startToasts(document);
  mountIslands(added);
});
