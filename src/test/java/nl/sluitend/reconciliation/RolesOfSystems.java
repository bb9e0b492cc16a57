package nl.sluitend.reconciliation;

import io.quarkus.test.security.SecurityAttribute;
import io.quarkus.test.security.TestSecurity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tests of a class call the node as its source system, which also manages convenants and works
 * on cases.
 */
@TestSecurity(
        user = "tester",
        roles = {"registration-writer", "outcome-reader", "convenant-manager", "case-worker"},
        attributes = @SecurityAttribute(key = "azp", value = ReconciliationFixture.SOURCE))
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface RolesOfSystems {}
