package salvor.timeline;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Tuples;
import salvor.jobs.Progress;

/** Finds how far the clocks behind the sources are apart, from what several of them timed. */
public final class DetectedOffsets {
  private static final int STEP = 1 << 18;

  /** Where in the tuple of an activity what stands, see {@link salvor.evidence.Tables}. */
  private static final int CODE = 1;

  private static final int RESOURCE = 3;
  private static final int ABOUT = 4;

  private final Observations all;
  private final Map<Integer, Boolean> telling = new HashMap<>();
  private final AnchorPairs pairs = new AnchorPairs();
  private final ExecAnchors execs;
  private final KubeletAnchors kubelets;

  private DetectedOffsets(Evidence evidence) {
    this.all = evidence.observations();
    this.execs = new ExecAnchors(all);
    this.kubelets = new KubeletAnchors(all, evidence.inventory(), pairs);
  }

  /**
   * The pairs of clocks that anything ties together, by source; one pass over the rows.
   *
   * @param rows those that may be anchors
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static List<DetectedOffset> of(Evidence evidence, BitSet rows, Progress progress) {
    DetectedOffsets detection = new DetectedOffsets(evidence);
    detection.activities(progress);
    detection.rows(rows, progress);
    detection.execs.give(detection.pairs);
    return detection.pairs.offsets();
  }

  /**
   * Looks at the requests that may be anchors; others are told from them by their numbers, since
   * there may be as many requests as rows. What was refused started nothing.
   */
  private void activities(Progress progress) {
    Tuples activities = all.activityTuples();
    for (int id = 0; id < activities.size(); id++) {
      if (id % STEP == 0) {
        progress.at(0, all.timed(), "Comparing clocks");
      }
      if (activities.get(id, 0) == Kind.API_REQUEST.ordinal()
          && activities.get(id, CODE) < 400
          && telling.computeIfAbsent(activities.get(id, RESOURCE), this::isTelling)
          && all.activity(id) instanceof Activity.ApiRequest api) {
        execs.activity(id, api);
        kubelets.activity(id, api);
      }
    }
  }

  private boolean isTelling(int resource) {
    String text = all.texts().get(resource);
    return "pods".equals(text) || "events".equals(text);
  }

  private void rows(BitSet rows, Progress progress) {
    for (int row = rows.nextSetBit(0);
        row >= 0 && row < all.timed();
        row = rows.nextSetBit(row + 1)) {
      if (row % STEP == 0) {
        progress.at(row, all.timed(), "Comparing clocks");
      }
      switch (all.kind(row)) {
        case API_REQUEST -> {
          execs.asked(row);
          kubelets.asked(row);
        }
        case PROCESS_STARTED -> started(row);
        case ALERT -> {
          if (isAboutStart(all.activityId(row))) {
            started(row);
          }
        }
        case PROCESS_ENDED,
            CONNECTION_OPENED,
            CONNECTION_ACCEPTED,
            LISTENING,
            NAME_LOOKED_UP,
            FILE_OPENED,
            FILE_WRITTEN,
            FILE_DELETED,
            KERNEL_ACTION,
            EVENTS_LOST,
            CLUSTER_EVENT,
            NOT_HEARD,
            LOGGED -> {}
      }
    }
  }

  private void started(int row) {
    execs.started(row);
    kubelets.started(row);
  }

  /** Read from the numbers: there may be as many alerts as rows. */
  private boolean isAboutStart(int activity) {
    Tuples activities = all.activityTuples();
    return activities.length(activity) > ABOUT
        && activities.get(activity, ABOUT) == Kind.PROCESS_STARTED.ordinal();
  }
}
