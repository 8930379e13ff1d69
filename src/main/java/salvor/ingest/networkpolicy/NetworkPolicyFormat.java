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
import salvor.ingest.Selectors;
import salvor.ingest.Sink;
import tools.jackson.databind.JsonNode;

/** NetworkPolicies (networking.k8s.io/v1). */
public final class NetworkPolicyFormat implements Format {
  private static final String KIND = "NetworkPolicy";

  @Override
  public String name() {
    return "networkpolicy";
  }

  @Override
  public boolean recognises(JsonNode record) {
    return KIND.equals(Fields.text(record, "kind"))
        && "networking.k8s.io/v1".equals(Fields.text(record, "apiVersion"));
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
      JsonNode spec = record.path("spec");
      read(record, spec, spec.path("podSelector"), ref, sink);
    }

    @Override
    void specification(JsonNode spec, Allowed into, Remarks remarks) {
      remarks.onlyKnown(spec, Set.of("podSelector", "policyTypes", "ingress", "egress"));
      List<String> types = Fields.texts(spec, "policyTypes");
      boolean said = !types.isEmpty();
      if (said ? types.contains("Ingress") : true) {
        into.governs(Direction.IN);
        rules(spec.path("ingress"), Direction.IN, into, remarks);
      }
      if (said ? types.contains("Egress") : Fields.present(spec, "egress")) {
        into.governs(Direction.OUT);
        rules(spec.path("egress"), Direction.OUT, into, remarks);
      }
    }

    private static void rules(JsonNode rules, Direction direction, Allowed into, Remarks remarks) {
      String side = direction == Direction.IN ? "from" : "to";
      for (JsonNode rule : rules) {
        remarks.onlyKnown(rule, Set.of(side, "ports"));
        List<Peer> peers = new ArrayList<>();
        for (JsonNode peer : rule.path(side)) {
          peer(peer, peers, remarks);
        }
        List<Allowed.Port> ports = new ArrayList<>();
        for (JsonNode port : rule.path("ports")) {
          String protocol = Fields.text(port, "protocol");
          ports.addAll(ports(port, protocol == null ? "TCP" : protocol, remarks));
        }
        into.allow(
            direction,
            rule.path(side).isEmpty() ? Allowed.ANYBODY : peers,
            rule.path("ports").isEmpty() ? List.of(Allowed.Port.ANY) : ports);
      }
    }

    private static void peer(JsonNode peer, List<Peer> into, Remarks remarks) {
      remarks.onlyKnown(peer, Set.of("podSelector", "namespaceSelector", "ipBlock"));
      String range = Fields.text(peer, "ipBlock", "cidr");
      if (range != null && peer.path("ipBlock").path("except").isEmpty()) {
        into.add(new Peer.Address(range));
      } else if (Fields.present(peer, "ipBlock")) {
        remarks.notTaken("the range " + range + " with exceptions");
      }
      Selectors.of(peer.path("namespaceSelector"), peer.path("podSelector"))
          .ifPresent(chosen -> into.add(new Peer.Selected(chosen.text())));
    }
  }
}
