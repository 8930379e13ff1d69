package salvor.fuzz;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** All targets by name. */
final class FuzzTargets {
  /** Makes each when it is asked for: some seal a bundle first. */
  static final Map<String, Callable<FuzzTarget>> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("packets", BinaryReaders.OfPackets::new),
              Map.entry("dns", BinaryReaders.OfDns::new),
              Map.entry("scap", BinaryReaders.OfSystemCalls::new),
              Map.entry("archives", Archives.OfEvidence::new),
              Map.entry("checkpoint", Archives.OfCheckpoint::new),
              Map.entry("image", Archives.OfImage::new),
              Map.entry("proc", Archives.OfProc::new),
              Map.entry("text", Texts.OfEvidence::new),
              Map.entry("policies", Texts.OfPolicies::new),
              Map.entry("bundle", Custody.OfBundle::new),
              Map.entry("ledger", Custody.OfLedger::new),
              Map.entry("vouching", Custody.OfVouching::new),
              Map.entry("redaction", Copies.OfRedaction::new),
              Map.entry("slices", Copies.OfSlices::new)));

  private FuzzTargets() {}
}
