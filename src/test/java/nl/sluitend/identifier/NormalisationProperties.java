package nl.sluitend.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import nl.sluitend.identifier.Checked.Valid;

class NormalisationProperties {

    @Property
    void anyTextGivesASurnameOfSmallLettersOrIsRefused(@ForAll String text) {
        if (Surname.parse(text) instanceof Valid<Surname>(Surname surname)) {
            assertThat(surname.normalised()).matches("[a-z]+");
        }
    }

    @Property
    void normalisingASurnameTwiceChangesNothing(
            @ForAll
                    @Chars({'a', 'v', 'n', 'd', 'e', 'r', 'é', 'ĳ', ' ', '-', '\'', ',', 'Ø'})
                    @StringLength(max = 30)
                    String text) {
        if (Surname.parse(text) instanceof Valid<Surname>(Surname surname)) {
            assertThat(Surname.parse(surname.normalised())).isEqualTo(new Valid<>(surname));
        }
    }

    @Property
    void caseHyphensAndCompositionOfASurnameDoNotCount(
            @ForAll @AlphaChars @Chars({'é', 'ü', 'ç', 'ñ'}) @StringLength(min = 2, max = 20)
                    String name) {
        assertThat(Surname.parse(name.toUpperCase(Locale.ROOT))).isEqualTo(Surname.parse(name));
        assertThat(Surname.parse(Normalizer.normalize(name, Normalizer.Form.NFD)))
                .isEqualTo(Surname.parse(name));
        assertThat(Surname.parse("van der " + name)).isEqualTo(Surname.parse(name));
        assertThat(Surname.parse(name + ", van der")).isEqualTo(Surname.parse(name));
    }

    @Property
    void anyTextGivesInitialsOfSmallLettersOrIsRefused(@ForAll String text) {
        if (Initials.parse(text) instanceof Valid<Initials>(Initials initials)) {
            assertThat(initials.normalised()).matches("[a-z]+");
        }
    }
}
