package salvor.ingest.networkpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import salvor.baseline.Peer;
import salvor.baseline.Trait.Network.Direction;
import salvor.evidence.RecordRef;
import salvor.ingest.Fields;
import salvor.ingest.Format;
import salvor.ingest.RecordReader;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/** CiliumNetworkPolicies (cilium.io/v2). */
public final class CiliumFormat implements Format {
  private static final String KIND = "CiliumNetworkPolicy";

  @Override
  public String name() {
    return "cilium";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return KIND.equals(Fields.text(record, "kind"))
        && "cilium.io/v2".equals(Fields.text(record, "apiVersion"));
  }

  @Override
  public RecordReader reader() {
    return new Reader();
  }

  private static final class Reader extends PolicyRules {
    Reader() {
      super(KIND);
    }

    @Override
    public void read(JsonNode record, RecordRef ref, Sink sink) {
      if (Fields.present(record, "specs")) {
        sink.note(KIND + ": not taken: specs, more than one specification in an object");
      }
      JsonNode spec = record.path("spec");
      read(record, spec, CiliumPeers.bare(spec.path("endpointSelector")), ref, sink);
    }

    @Override
    void specification(JsonNode spec, Allowed into, Remarks remarks) {
      remarks.onlyKnown(
          spec, Set.of("endpointSelector", "ingress", "egress", "description", "labels"));
      rules(spec.path("ingress"), Direction.IN, into, remarks);
      rules(spec.path("egress"), Direction.OUT, into, remarks);
    }

    private static void rules(JsonNode rules, Direction direction, Allowed into, Remarks remarks) {
      if (!rules.isEmpty()) {
        into.governs(direction);
      }
      String side = direction == Direction.IN ? "from" : "to";
      for (JsonNode rule : rules) {
        List<Peer> peers = new ArrayList<>();
        int named = 0;
        for (String member : rule.propertyNames()) {
          if (CiliumPeers.take(rule.path(member), member, side, peers, remarks)) {
            named++;
          } else if (!member.equals("toPorts")) {
            remarks.notTaken(member);
          }
        }
        boolean anybody = named == 0 && rule.has("toPorts") && rule.size() == 1;
        into.allow(
            direction,
            anybody ? Allowed.ANYBODY : peers,
            ports(rule.path("toPorts"), into, remarks));
      }
    }

    private static List<Allowed.Port> ports(JsonNode all, Allowed into, Remarks remarks) {
      if (all.isEmpty()) {
        return List.of(Allowed.Port.ANY);
      }
      List<Allowed.Port> ports = new ArrayList<>();
      for (JsonNode entry : all) {
        remarks.onlyKnown(entry, Set.of("ports", "rules"));
        for (JsonNode port : entry.path("ports")) {
          String protocol = Fields.text(port, "protocol");
          ports.addAll(ports(port, "ANY".equals(protocol) ? null : protocol, remarks));
        }
        remarks.onlyKnown(entry.path("rules"), Set.of("dns"));
        for (JsonNode name : entry.path("rules").path("dns")) {
          lookup(name, into, remarks);
        }
      }
      return ports;
    }

    private static void lookup(JsonNode name, Allowed into, Remarks remarks) {
      if (!"*".equals(Fields.exact(name, "matchPattern"))) {
        CiliumPeers.name(name, remarks).ifPresent(into::lookup);
      }
    }
  }
}
