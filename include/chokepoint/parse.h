// SPDX-License-Identifier: GPL-3.0-or-later
//
// parse: the text of a document → sentences, tokens, part-of-speech tags, lemmas,
// labelled dependencies, named-entity tags.
//
//     struct cp_analysis *a = cp_tokenize(doc, glossary, document);
//     cp_parse_sentences(model, doc, a, wanted);     // only the sentences that are wanted
//
// Tags are those of the Penn Treebank, labels those of CLEAR (as in spaCy's English
// models). Offsets are bytes in document->text.
//
// Room: parse.
#ifndef CHOKEPOINT_PARSE_H
#define CHOKEPOINT_PARSE_H

#include "chokepoint/base.h"
#include "chokepoint/read.h"

// X(name in C, name as printed)
#define CP_TAG_LIST(X)                                                                                                 \
    X(NONE, "_") X(CC, "CC") X(CD, "CD") X(DT, "DT") X(EX, "EX") X(FW, "FW") X(IN, "IN") X(JJ, "JJ") X(JJR, "JJR")     \
    X(JJS, "JJS") X(LS, "LS") X(MD, "MD") X(NN, "NN") X(NNS, "NNS") X(NNP, "NNP") X(NNPS, "NNPS") X(PDT, "PDT")        \
    X(POS, "POS") X(PRP, "PRP") X(PRP_POSS, "PRP$") X(RB, "RB") X(RBR, "RBR") X(RBS, "RBS") X(RP, "RP")                \
    X(SYM, "SYM") X(TO, "TO") X(UH, "UH") X(VB, "VB") X(VBD, "VBD") X(VBG, "VBG") X(VBN, "VBN") X(VBP, "VBP")          \
    X(VBZ, "VBZ") X(WDT, "WDT") X(WP, "WP") X(WP_POSS, "WP$") X(WRB, "WRB") X(COMMA, ",") X(PERIOD, ".")               \
    X(COLON, ":") X(OPEN_QUOTE, "``") X(CLOSE_QUOTE, "''") X(LRB, "-LRB-") X(RRB, "-RRB-") X(HYPH, "HYPH")             \
    X(NFP, "NFP") X(ADD, "ADD") X(AFX, "AFX") X(DOLLAR, "$") X(XX, "XX") X(HASH, "#") X(SP, "_SP")

#define CP_DEP_LIST(X)                                                                                                 \
    X(NONE, "_") X(ROOT, "ROOT") X(ACL, "acl") X(ACOMP, "acomp") X(ADVCL, "advcl") X(ADVMOD, "advmod")                 \
    X(AGENT, "agent") X(AMOD, "amod") X(APPOS, "appos") X(ATTR, "attr") X(AUX, "aux") X(AUXPASS, "auxpass")            \
    X(CASE, "case") X(CC, "cc") X(CCOMP, "ccomp") X(COMPOUND, "compound") X(CONJ, "conj") X(CSUBJ, "csubj")            \
    X(CSUBJPASS, "csubjpass") X(DATIVE, "dative") X(DEP, "dep") X(DET, "det") X(DOBJ, "dobj") X(EXPL, "expl")          \
    X(INTJ, "intj") X(MARK, "mark") X(META, "meta") X(NEG, "neg") X(NMOD, "nmod") X(NPADVMOD, "npadvmod")              \
    X(NSUBJ, "nsubj") X(NSUBJPASS, "nsubjpass") X(NUMMOD, "nummod") X(OPRD, "oprd") X(PARATAXIS, "parataxis")          \
    X(PCOMP, "pcomp") X(POBJ, "pobj") X(POSS, "poss") X(PRECONJ, "preconj") X(PREDET, "predet") X(PREP, "prep")        \
    X(PRT, "prt") X(PUNCT, "punct") X(QUANTMOD, "quantmod") X(RELCL, "relcl") X(XCOMP, "xcomp")

#define CP_ENUM(name, text) CP_TAG_##name,
enum cp_tag { CP_TAG_LIST(CP_ENUM) CP_TAG_COUNT };
#undef CP_ENUM
#define CP_ENUM(name, text) CP_DEP_##name,
enum cp_dep { CP_DEP_LIST(CP_ENUM) CP_DEP_COUNT };
#undef CP_ENUM

// Named-entity classes of the tagger; a signal for `mention`, not a verdict.
enum cp_ner { CP_NER_NONE, CP_NER_PERSON, CP_NER_ORG, CP_NER_PLACE, CP_NER_NORP, CP_NER_DATE, CP_NER_MONEY, CP_NER_MISC, CP_NER_COUNT };

struct cp_token {
    uint32_t begin, end;  // bytes in document->text
    uint32_t sentence;    // index into sentences
    uint32_t head;        // index of the governor's token in the document; its own index for a root or an unparsed token
    uint32_t entry;       // of the form in the analysis' glossary
    struct cp_str form;   // text[begin, end)
    struct cp_str lower;  // lower case, curly quotes made straight
    struct cp_str lemma;  // lower-case lemma; of an unparsed token a guess by rules
    uint8_t tag;          // enum cp_tag; CP_TAG_NONE until tagged
    uint8_t dep;          // enum cp_dep; CP_DEP_NONE until parsed
    uint8_t ner;          // enum cp_ner
    bool ner_begin;       // first token of its named entity
    bool space_before;    // white space stands before it
    bool capital;         // its first letter is upper case
};

struct cp_sentence {
    uint32_t first, count; // tokens
    uint32_t block;        // index into document->blocks
    bool parsed;
};

// What can be said of a form by itself.
struct cp_entry {
    struct cp_str form, lower, lemma; // as in struct cp_token; the lemma is the guess
    struct cp_str tagged;             // the lemma under `tag`, which was asked for last
    const struct cp_look *look;       // what the models see; NULL until they look
    void *note;                       // of the room that uses the analysis; NULL at first
    uint8_t tag;
    bool capital;
};

// The forms that were met so far. Most words of a document stood in the ones before it too, so each thread keeps a glossary from
// one document to the next, and what is said of a form is found out once. Only speed hangs on it. One model only may be
// used with it.
struct cp_glossary;
struct cp_glossary *cp_glossary_new(struct cp_arena *arena); // the arena holds it and all of its strings
bool cp_glossary_full(const struct cp_glossary *glossary);   // time to begin anew, before the next document
struct cp_entry *cp_glossary_entry(struct cp_glossary *glossary, uint32_t number); // until the next form comes
struct cp_str cp_glossary_lemma(struct cp_glossary *glossary, uint32_t number, enum cp_tag tag); // lives as long as the glossary
struct cp_arena *cp_glossary_arena(struct cp_glossary *glossary);
void **cp_glossary_note(struct cp_glossary *glossary); // of the room that uses the analysis, as of an entry, but of no form; NULL at first
void cp_glossary_ask_notes(const struct cp_glossary *glossary, uint32_t number); // has an entry's look and note brought into the cache

struct cp_analysis {
    const struct cp_document *document;
    struct cp_glossary *glossary; // must live as long
    struct cp_token *tokens;
    size_t token_count;
    struct cp_sentence *sentences;
    size_t sentence_count;
};

// Sentences and tokens by rules; every token's lower and guessed lemma are set. A sentence never spans two blocks.
// Without a glossary it makes one in the arena.
struct cp_analysis *cp_tokenize(struct cp_arena *doc, struct cp_glossary *glossary, const struct cp_document *document);

struct cp_model;

// The weights that are built in, or from a file. Loaded once, read by all threads.
enum cp_status cp_model_builtin(struct cp_arena *run, const struct cp_model **model, struct cp_error *err);
enum cp_status cp_model_load(struct cp_arena *run, const char *path, const struct cp_model **model, struct cp_error *err);

// Tags, lemmatises, parses and marks named entities in the sentences i for which wanted[i] (all, if wanted is NULL).
void cp_parse_sentences(const struct cp_model *model, struct cp_arena *doc, struct cp_analysis *analysis,
                        const bool *wanted);

// The same without named entities, and with lemmas as they were guessed: for who wants tags and trees alone.
void cp_parse_trees(const struct cp_model *model, struct cp_arena *doc, struct cp_analysis *analysis, const bool *wanted);

const char *cp_tag_name(enum cp_tag tag);
const char *cp_dep_name(enum cp_dep dep);
const char *cp_ner_name(enum cp_ner ner);

// Lemma of a lower-case form under a tag: "imposed" VBD → "impose". Borrowed from the arena, or the form itself.
struct cp_str cp_lemma(struct cp_arena *doc, struct cp_str lower, enum cp_tag tag);

// The analysis as CoNLL-U (UPOS from the tag; character offsets in MISC), as `chokepoint parse` prints it.
void cp_analysis_print(const struct cp_analysis *analysis, struct cp_buf *out);

#endif
