import { App } from "cdktf";
import { environments } from "./environments";
import { addEnvironment } from "./shop-stacks";

// What the cdktf CLI runs (see cdktf.json): `cdktf deploy 'prod-*'`.
const app = new App();
for (const environment of Object.values(environments)) addEnvironment(app, environment);
app.synth();
