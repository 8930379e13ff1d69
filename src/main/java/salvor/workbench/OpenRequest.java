package salvor.workbench;

import salvor.jobs.Work;

/**
 * Something to open.
 *
 * @param name what it is called while it opens
 * @param work opens it; runs as a job that tells how far it is and can be cancelled
 */
public record OpenRequest(String name, Work<Investigation> work) {}
