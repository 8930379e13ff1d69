package salvor.training.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Against the examples of RFC 7386, RFC 6902 and Kubernetes' "Update API Objects". */
class PatchesTest {
  private final ApiResources resources = new ApiResources();

  private JsonNode patched(String kind, String object, String patch) {
    ApiRequest request =
        Json.request(
            resources,
            "patch",
            "/apis/apps/v1/namespaces/a/deployments/b",
            "application/" + kind + "-patch+json",
            patch);
    return Patches.apply(request, Json.object(object), Bodies.tree(request));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{a:'b'}              | {a:'c'}             | {a:'c'}",
        "{a:'b'}              | {b:'c'}             | {a:'b',b:'c'}",
        "{a:'b',b:'c'}        | {a:null}            | {b:'c'}",
        "{a:['b']}            | {a:'c'}             | {a:'c'}",
        "{a:{b:'c'}}          | {a:{b:'d',c:null}}  | {a:{b:'d'}}",
        "{a:[{b:'c'}]}        | {a:[1]}             | {a:[1]}",
        "{e:null}             | {a:1}               | {e:null,a:1}",
        "{}                   | {a:{bb:{ccc:null}}} | {a:{bb:{}}}"
      })
  void mergesAsTheStandardShows(String object, String patch, String result) {
    assertThat(patched("merge", object, patch)).isEqualTo(Json.of(result));
  }

  @Test
  void aMergeTwiceIsAsOnce() {
    String patch = "{a: {b: null, c: [1]}, d: 'x'}";
    JsonNode once = patched("merge", "{a: {b: 1, e: 2}, d: 3}", patch);
    assertThat(patched("merge", once.toString(), patch)).isEqualTo(once);
    JsonNode strategic =
        patched(
            "strategic-merge",
            "{a: {b: 1}, containers: [{name: 'x'}]}",
            "{a: {b: null}, containers: [{name: 'y', image: 'i'}]}");
    assertThat(
            patched(
                "strategic-merge",
                strategic.toString(),
                "{a: {b: null}, containers: [{name: 'y', image: 'i'}]}"))
        .isEqualTo(strategic);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{containers:[{name:'a',image:'1'}]} | {containers:[{name:'b',image:'2'}]} | {containers:[{name:'a',image:'1'},{name:'b',image:'2'}]}",
        "{containers:[{name:'a',image:'1'}]} | {containers:[{name:'a',image:'2'}]} | {containers:[{name:'a',image:'2'}]}",
        "{containers:[{name:'a'},{name:'b'}]} | {containers:[{name:'a','$patch':'delete'}]} | {containers:[{name:'b'}]}",
        "{containers:[{name:'a'}]} | {containers:[{'$patch':'replace'},{name:'c'}]} | {containers:[{name:'c'}]}",
        "{tolerations:[{key:'a'}]} | {tolerations:[{key:'b'}]} | {tolerations:[{key:'b'}]}",
        "{strategy:{rollingUpdate:{maxSurge:1},type:'RollingUpdate'}} | {strategy:{'$retainKeys':['type'],type:'Recreate'}} | {strategy:{type:'Recreate'}}",
        "{finalizers:['a','b']} | {'$deleteFromPrimitiveList/finalizers':['a']} | {finalizers:['b']}",
        "{finalizers:['a']} | {finalizers:['b']} | {finalizers:['a','b']}",
        "{labels:{a:'1',b:'2'}} | {labels:{'$patch':'replace',c:'3'}} | {labels:{c:'3'}}",
        "{a:{b:1}} | {a:{'$patch':'delete'}} | {}",
        "{containers:[{name:'a'},{name:'b'}]} | {'$setElementOrder/containers':[{name:'b'},{name:'a'}],containers:[{name:'a',tty:true}]} | {containers:[{name:'b'},{name:'a',tty:true}]}"
      })
  void mergesListsOfNamedEntries(String object, String patch, String result) {
    assertThat(patched("strategic-merge", object, patch)).isEqualTo(Json.of(result));
  }

  @Test
  void aFailedTestChangesNothing() {
    assertThatThrownBy(() ->
            patched(
                "json",
                "{a: 1}",
                "[{op: 'replace', path: '/a', value: 2}, {op: 'test', path: '/a', value: 1}]"))
        .isInstanceOfSatisfying(ApiFailure.class, f -> assertThat(f.code()).isEqualTo(422));
    assertThat(patched("json", "{a: 1}", "[{op: 'add', path: '/b~1c', value: 2}]"))
        .isEqualTo(Json.of("{a: 1, 'b/c': 2}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{a: 1}",
        "[{op: 'add'}]",
        "[1]",
        "[{op: 'x', path: '/a'}]",
        "[{op: 'remove', path: '/no'}]"
      })
  void refusesWhatIsNoJsonPatch(String patch) {
    assertThatThrownBy(() -> patched("json", "{a: 1}", patch))
        .isInstanceOfSatisfying(ApiFailure.class, f -> assertThat(f.code()).isEqualTo(422));
  }

  @Test
  void stopsAPatchThatDoublesItself() {
    String doubling =
        IntStream.range(0, 60)
            .mapToObj(i -> "{op: 'copy', from: '/a', path: '/a/x" + i + "'}")
            .collect(Collectors.joining(",", "[", "]"));
    assertThatThrownBy(() -> patched("json", "{a: {b: 'xxxxxxxxxxxxxxxx'}}", doubling))
        .isInstanceOfSatisfying(ApiFailure.class, f -> assertThat(f.code()).isEqualTo(413));
  }

  @Test
  void refusesABombOfNestedJson() {
    String bomb = "[".repeat(100_000);
    ApiRequest request =
        new ApiRequest(
            "create",
            ApiPath.of("/api/v1/namespaces/a/pods", resources).orElseThrow(),
            java.util.Map.of(),
            "",
            "application/json",
            bomb.getBytes(),
            Json.ADMIN);
    assertThatThrownBy(() -> Bodies.tree(request))
        .isInstanceOfSatisfying(ApiFailure.class, f -> assertThat(f.code()).isEqualTo(400));
  }
}
