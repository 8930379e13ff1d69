package salvor.training.apiserver;
import java.nio.file.*;import java.time.*;import java.util.*;import tools.jackson.databind.*;import tools.jackson.databind.json.*;import tools.jackson.databind.node.*;
import java.util.zip.GZIPInputStream;
class Spike {
  public static void main(String[] a) throws Exception {
    ApiResources rs=new ApiResources(); ObjectStore st=new ObjectStore(InstantSource.system());
    for (String f: List.of("objects-before","pods-before")) {
      JsonNode l; try (var in=new GZIPInputStream(Files.newInputStream(Path.of("evidence-samples/webshell/evidence/k8s/"+f+".json.gz")))) { l=JsonMapper.builder().build().readTree(in); }
      for (JsonNode o: l.path("items")) { var r=rs.of(o.path("apiVersion").asString(""),o.path("kind").asString("")); if (r.isPresent()) st.create(r.get(),(ObjectNode)o); else System.out.println("skip "+o.path("kind")); }
    }
    Api api=new Api(rs,st,"v1.36.2",List.of(),Map.of());
    ApiServer s=new ApiServer(api,0,Map.of("t0ken",new Identity("admin",List.of("system:masters"))),new Faults(),InstantSource.system());
    Files.writeString(Path.of(a[0]),"""
apiVersion: v1
kind: Config
current-context: practice
clusters: [{name: practice, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: "%s"}}]
users: [{name: admin, user: {token: t0ken}}]
contexts: [{name: practice, context: {cluster: practice, user: admin, namespace: shop}}]
""".formatted(s.port(),Base64.getEncoder().encodeToString(s.authority())));
    System.out.println("port "+s.port());
    int n=0; while(true){ Thread.sleep(500); var r=s.requests(); for(;n<r.size();n++) System.out.println(r.get(n)); }
  }
}
