// What a page of Django's admin runs besides its own.
import { watchIdleTime } from "./idle.js";

watchIdleTime();
