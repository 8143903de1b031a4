package org.alyxtransfer.automation.report;

/** In which form a server is told; docs/webhooks.md describes each. */
public enum WebhookForm {
    /** Starts a pipeline by its trigger token. */
    GITLAB,
    /** Starts a job with parameters. */
    JENKINS,
    /** Sends a repository_dispatch event. */
    GITHUB,
    /** Starts a workflow of a Gitea or Forgejo repository. */
    GITEA,
    /** Posts the report as JSON, signed. */
    JSON
}
