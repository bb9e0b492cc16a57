/** What the tests of all features share. */
package nl.sluitend;
