package salvor.casefile;

import java.util.List;
import salvor.baseline.Judgement;
import salvor.baseline.Profile;
import salvor.evidence.Source;
import salvor.workload.Inventory;

/** What the index keeps beside the columns. */
record Stored(
    Inputs inputs,
    List<Source> sources,
    Inventory inventory,
    List<Profile> baselines,
    List<Judgement> judgements) {}
