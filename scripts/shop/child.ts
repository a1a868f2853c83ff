import { whenParentIsGone } from "../cloud/follow-parent";

// Loaded before every program of the local shop: none outlives its supervisor, however that one ended.
whenParentIsGone(() => process.kill(process.pid, "SIGTERM"));
