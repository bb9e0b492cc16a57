package nl.sluitend.party;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalJsonProperties {

    @Property
    void is_its_own_canonical_form(@ForAll("objects") Map<String, Object> object)
            throws JsonRefusedException {
        byte[] once = CanonicalJson.bytes(object);
        assertThat(CanonicalJson.bytes(CanonicalJson.parse(once))).isEqualTo(once);
    }

    @Property
    void does_not_depend_on_the_order_of_members(
            @ForAll("objects") Map<String, Object> object, @ForAll long seed) {
        List<String> names = new ArrayList<>(object.keySet());
        Collections.shuffle(names, new Random(seed));
        Map<String, Object> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, object.get(name)));
        assertThat(CanonicalJson.bytes(shuffled)).isEqualTo(CanonicalJson.bytes(object));
    }

    @Property
    void tells_different_objects_apart(
            @ForAll("objects") Map<String, Object> one,
            @ForAll("objects") Map<String, Object> other) {
        assertThat(java.util.Arrays.equals(CanonicalJson.bytes(one), CanonicalJson.bytes(other)))
                .isEqualTo(one.equals(other));
    }

    @Property
    void reads_any_text_or_refuses_it_with_the_one_exception(@ForAll String text) {
        try {
            assertThat(CanonicalJson.parse(text.getBytes(UTF_8)).isContainerNode()).isTrue();
        } catch (JsonRefusedException e) {
            assertThat(e.getMessage()).contains("expected");
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> names = Arbitraries.strings().all().ofMaxLength(4).filter(this::isWhole);
        Arbitrary<Object> values =
                Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMaxLength(10).filter(this::isWhole),
                        Arbitraries.longs().between(-(1L << 53) + 1, (1L << 53) - 1),
                        Arbitraries.of(true, false),
                        Arbitraries.strings().alpha().list().ofMaxSize(3));
        return Arbitraries.maps(names, values).ofMaxSize(6);
    }

    private boolean isWhole(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }
}
