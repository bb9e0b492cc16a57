package nl.sluitend.convenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class ConvenantHashProperties {

    private static final Convenant CONVENANT = ConvenantFixture.filled().read();

    @Property
    void changes_with_every_text(@ForAll @AlphaChars @StringLength(min = 1, max = 50) String text) {
        Convenant changed = ConvenantFixture.filled().with("/purposes/0/text", text).read();
        assertThat(changed.hash()).matches("[0-9a-f]{64}").isNotEqualTo(CONVENANT.hash());
        assertThat(changed.purposes().getFirst().text()).isEqualTo(text);
    }

    /** One altered byte gives another hash or no convenant at all, never the same hash. */
    @Property
    void never_survives_an_altered_byte(
            @ForAll @IntRange(max = 5000) int position,
            @ForAll @IntRange(min = 1, max = 255) int x) {
        byte[] canonical = CONVENANT.canonicalJson().getBytes(UTF_8);
        canonical[position % canonical.length] ^= (byte) x;
        switch (ConvenantReader.read(canonical)) {
            case ConvenantReading.Read(Convenant read) ->
                    assertThat(read.hash()).isNotEqualTo(CONVENANT.hash());
            case ConvenantReading.Faulty(var findings) -> assertThat(findings).isNotEmpty();
        }
    }
}
