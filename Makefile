# chokepoint: `make help` says what there is.
#
# For the user: CC, CFLAGS, LDFLAGS, PREFIX, DESTDIR, JOBS. For developers: DEVELOPER=1 makes
# warnings errors; BUILD=folder keeps a build of another kind apart (the program is then BUILD/chokepoint).

# gcc sees the whole program when it links: an eighth faster. A CFLAGS of the user's own stands as it is.
ifneq ($(findstring Free Software,$(shell $(CC) --version 2>/dev/null)),)
CFLAGS    ?= -O3 -g -flto=auto
ifeq ($(origin AR),default)
AR        := gcc-ar
endif
endif
CFLAGS    ?= -O2 -g
BUILD     ?= build
PREFIX    ?= /usr/local
JOBS      ?= $(shell nproc 2>/dev/null || echo 2)
CASE      ?=
BENCH     ?= graphs/demo
INPUTS    ?= graphs/demo
GRAPHS    ?=
FUZZ_TIME ?= 60
LEAST     ?= 86

LIBRARIES := igraph jansson libxml-2.0

# The same bytes on every machine: no fast math, no fused multiplication.
required  := -std=c17 -Wall -Wextra -Wpedantic -ffp-contract=off -pthread -D_GNU_SOURCE -Iinclude -MMD -MP
ifdef DEVELOPER
required  += -Werror
endif
required  += $(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null) $(SANITIZE)
libs       = $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lm -pthread $(SANITIZE)

# ---------------------------------------------------------------- what there is to build

# A folder named train holds programs that make the model; they are no part of this one.
own        = $(foreach f,$(1),$(if $(findstring /train/,$(f)),,$(f)))
sources   := $(sort $(call own,$(wildcard src/*/*.c src/*/*/*.c src/*/*.S src/*/*/*.S)))
lexicon   := $(sort $(wildcard src/lexicon/*.tsv src/lexicon/*/*.tsv))
model     := $(filter-out %.S %.md,$(wildcard src/parse/model/*))
headers   := $(sort $(call own,$(wildcard include/chokepoint/*.h src/*/*.h src/*/*/*.h tests/unit/*.h)))
tests     := $(sort $(wildcard tests/unit/*.c tests/unit/*/*.c))
fuzzers   := $(sort $(wildcard tests/fuzz/fuzz_*.c))

object     = $(patsubst %,$(BUILD)/%.o,$(basename $(1)))
objects   := $(call object,$(sources)) $(BUILD)/gen/lexicon_files.o $(BUILD)/gen/lexicon_table.o
cli       := $(filter $(BUILD)/src/cli/%,$(objects))
library   := $(BUILD)/libchokepoint.a
program   := $(BUILD)/chokepoint
tester    := $(BUILD)/chokepoint-tests

# The usual build leaves its program where one looks for it.
ifeq ($(BUILD),build)
front     := chokepoint
else
front     := $(program)
endif

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: scorers all demo test check check-unit check-cases check-layers check-headers check-graphml check-metrics check-imports check-gephi check-report check-attachments check-hostile asan fuzz bench bless cover lint install \
	uninstall clean help need FORCE

##  all            the program, ./chokepoint
all: $(front)

# ---------------------------------------------------------------- for a newcomer

##  demo           install what is missing, build, draw the graph of graphs/demo
demo:
	@scripts/install-deps
	@$(MAKE) --no-print-directory $(parallel) all
	./chokepoint run graphs/demo -o graphs/demo.graphml

##  test           install what is missing, build, run all tests
test:
	@scripts/install-deps
	@$(MAKE) --no-print-directory $(parallel) all $(tester)
	@$(MAKE) --no-print-directory check-layers check

# -j of the person who calls make wins; without it, all cores are used.
parallel = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

# ---------------------------------------------------------------- building

need:
	@scripts/install-deps --check

chokepoint: $(program)
	@cp -f $< $@.new && mv -f $@.new $@

$(program): $(cli) $(library)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(libs)

$(library): $(filter-out $(cli),$(objects)) $(BUILD)/gen/objects.list
	@rm -f $@
	@$(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/%.o: %.c | need
	@mkdir -p $(@D)
	@echo "  CC  $<"
	@$(CC) $(required) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/%.o: %.S | need
	@mkdir -p $(@D)
	@echo "  AS  $<"
	@$(CC) $(required) $(CPPFLAGS) -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.c | need
	@$(CC) $(required) -Isrc $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

$(BUILD)/gen/%.o: $(BUILD)/gen/%.S | need
	@$(CC) $(required) $(CPPFLAGS) -c -o $@ $<

# What .incbin takes in is not seen by -MMD.
$(BUILD)/src/parse/model/embed.o: $(model) $(lexicon)
$(BUILD)/gen/lexicon_files.o: $(lexicon)
$(BUILD)/src/export/html/embed.o: $(wildcard src/export/html/report.*)

# The files of src/lexicon, in the program: their bytes, and a table of their names.
$(BUILD)/gen/lexicon_files.S: $(BUILD)/gen/lexicon.list scripts/embed-lexicon
	@scripts/embed-lexicon files < $< > $@
$(BUILD)/gen/lexicon_table.c: $(BUILD)/gen/lexicon.list scripts/embed-lexicon
	@scripts/embed-lexicon table < $< > $@

# Lists change their time only when they change: a file that came or went is noticed, and nothing else is done again.
$(BUILD)/gen/lexicon.list: FORCE
	@$(call keep_list,$(lexicon))
$(BUILD)/gen/tests.list: FORCE
	@$(call keep_list,$(tests))
$(BUILD)/gen/objects.list: FORCE
	@$(call keep_list,$(objects))
keep_list = mkdir -p $(@D) && printf '%s\n' $(1) > $@.new && if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

# ---------------------------------------------------------------- the parser's model

trainer   := $(sort $(wildcard scripts/train/*.c))
$(call object,$(trainer) scripts/model/train.c): CPPFLAGS += -Isrc/parse -Iscripts/train
$(call object,$(trainer)): CFLAGS += -O3
# The parser's inner loops gain a tenth by it.
$(call object,$(filter src/parse/%.c,$(sources))): CFLAGS += -O3

$(BUILD)/train-parser: $(call object,scripts/model/train.c $(trainer)) $(library)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(libs)
$(BUILD)/parse-bench: $(call object,scripts/model/bench.c) $(library)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(libs)

##  model          learn the parser's weights anew from TEXT=file.jsonl.gz, measured on DEV=file.jsonl.gz, with
##                 TREEBANKS=file.conllu.gz... to learn from as well
.PHONY: model
model: $(BUILD)/train-parser
	@scripts/model/make-model $< "$(TEXT)" "$(DEV)" $(TREEBANKS)

# ---------------------------------------------------------------- tests

$(tester): $(call object,$(tests) $(trainer) src/relate/train/boost.c) $(BUILD)/gen/tests.o $(filter-out %/main.o,$(cli)) $(library)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcunit $(libs)

$(call object,$(tests)): CPPFLAGS += -Isrc
$(call object,$(filter tests/unit/parse/%,$(tests))): CPPFLAGS += -Isrc/parse -Iscripts/train

# A list of the suites: every function cp_test_… that a test file shows.
$(BUILD)/gen/tests.c: $(tests) $(BUILD)/gen/tests.list scripts/list-tests
	@scripts/list-tests $(tests) > $@

##  check          all tests, without installing anything
check: $(program) $(tester)
	@$(tester) --program $(program)

##  check-unit     the tests of the library alone; SUITE=word for some of them
check-unit: $(tester)
	@$(tester) --unit $(SUITE)

##  check-cases    the program from outside, tests/cases; CASE=name for one
check-cases: $(program) $(tester)
	@$(tester) --program $(program) --cases $(CASE)

##  bless          rewrite what CASE=name expects, and show the difference
bless: $(program) $(tester)
	@scripts/bless $(tester) $(program) $(CASE)

##  check-layers   no room includes a room that it may not know (scripts/layers.txt)
check-layers:
	@scripts/check-layers

##  check-headers  every header compiles alone
check-headers: need
	@for h in $(headers); do \
	    echo "  HDR $$h"; \
	    $(CC) $(filter-out -MMD -MP,$(required)) -Isrc -Werror -fsyntax-only -x c -include $$h /dev/null || exit 1; \
	done

##  check-graphml  the schema, networkx and igraph on the graph of INPUTS=files or folders
check-graphml: $(program)
	@BUILD=$(BUILD) scripts/check-graphml $(program) $(INPUTS)

##  check-metrics  metrics, structure, chokepoints, paths and whatif against networkx, igraph and numpy on 200 random graphs (python3)
check-metrics: $(program)
	@BUILD=$(BUILD) scripts/check-metrics $(program)

##  check-imports  networkx's graphs with attributes of every type, through each format in and out: nothing may be lost (python3)
check-imports: $(program)
	@BUILD=$(BUILD) scripts/check-imports $(program)

##  check-gephi    Gephi's importer on GRAPHS=files, GraphML or GEXF; the demo without them (Java and Maven)
check-gephi:
	@BUILD=$(BUILD) scripts/check-gephi $(GRAPHS)

##  eval           how right the graphs are: documents with gold graphs of tests/eval (Python)
.PHONY: eval
eval: $(program)
	@tests/eval/score.py --program $(program) --work $(BUILD)/eval

##  check-report   the HTML report in Chromium without a window: search, filters, clicks, hostile texts, speed
check-report: $(program)
	@scripts/check-report $(program) $(if $(PICTURES),--pictures $(PICTURES))

##  check-attachments  what hangs from what in hard sentences, tests/attachments (Python)
check-attachments: $(program)
	@python3 scripts/model/attachments.py --run "$(program) parse {doc}" --least $(LEAST)

##  check-hostile  parse and extract on huge and broken inputs: time, memory (Python)
check-hostile: $(program)
	@python3 scripts/model/hostile.py $(program)
	@python3 scripts/model/hostile.py $(program) --command extract

##  asan           all tests under the address and undefined-behaviour sanitizers
asan:
	@$(MAKE) --no-print-directory $(parallel) BUILD=build-asan CFLAGS="-O1 -g -fno-omit-frame-pointer" \
	    SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=all" check

##  fuzz           each fuzzer of tests/fuzz for FUZZ_TIME seconds (clang and its runtime library)
fuzz:
	@scripts/fuzz --check
	@$(MAKE) --no-print-directory $(parallel) BUILD=build-fuzz CC=clang CFLAGS="-O1 -g" \
	    SANITIZE="-fsanitize=address,undefined -fno-sanitize-recover=all -fsanitize=fuzzer-no-link" build-fuzz/libchokepoint.a
	@scripts/fuzz build-fuzz $(FUZZ_TIME) $(fuzzers)

$(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/%.o $(library)
	@echo "  LD  $@"
	@$(CC) $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(libs)

##  cover          lines reached by the tests, by file (gcc)
cover:
	-@$(MAKE) --no-print-directory $(parallel) BUILD=build-cover CC=gcc CFLAGS="-O0 -g --coverage" check
	@scripts/cover build-cover

##  lint           clang-tidy over the sources
lint: need
	clang-tidy --quiet $(filter %.c,$(sources)) -- $(filter-out -MMD -MP,$(required)) -Isrc

##  check-readme   README.md shows what the program prints (Python); scripts/check-readme --fix mends it
.PHONY: check-readme
check-readme: $(front)
	@scripts/check-readme

##  scorers        learn src/lexicon/learned anew from DOCS=folder and GOLD=folder
.PHONY: scorers
scorers: $(BUILD)/train-scorers
	$(BUILD)/train-scorers $(DOCS) $(GOLD) src/lexicon/learned
$(BUILD)/train-scorers: $(filter-out %/promises.c,$(sort $(wildcard src/relate/train/*.c))) $(library)
	$(CC) $(filter-out -MMD -MP,$(required)) $(CFLAGS) -o $@ $^ $(libs)

##  promise        learn anew which sentences are worth a parse, from TEXT=files of the kind that is to be read
.PHONY: promise
promise: $(BUILD)/train-promise
	$(BUILD)/train-promise src/lexicon/learned/promise.tsv $(TEXT)
$(BUILD)/train-promise: src/relate/train/promises.c src/relate/train/logistic.c $(library)
	$(CC) $(filter-out -MMD -MP,$(required)) $(CFLAGS) -o $@ $^ $(libs)

##  bench          how fast the main job is, on BENCH=files or folders
bench: $(program)
	@scripts/bench $(program) $(BENCH)

##  bench-betweenness  betweenness beside igraph's; NODES, EACH (edges of a node), SAMPLES (what a sample of so many finds)
.PHONY: bench-betweenness
bench-betweenness: $(BUILD)/bench-betweenness
	@$(BUILD)/bench-betweenness $(or $(NODES),10000) $(or $(EACH),5) $(SAMPLES)
##  bench-sampled  on 100,000 nodes and 500,000 edges: what of the exact first 50 the sample finds (long); NODES, EACH, SAMPLES
.PHONY: bench-sampled
bench-sampled: $(BUILD)/bench-betweenness
	@scripts/bench-sampled $(BUILD)/bench-betweenness $(NODES) $(EACH) $(SAMPLES)
$(BUILD)/bench-betweenness: scripts/bench-betweenness.c $(library)
	@$(CC) $(filter-out -MMD -MP,$(required)) -Isrc/analyze $(CFLAGS) $(LDFLAGS) -o $@ $^ $(libs)

# ---------------------------------------------------------------- the rest

##  install        copy the program to PREFIX/bin (DESTDIR is heeded)
install: $(program)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(program) $(DESTDIR)$(PREFIX)/bin/chokepoint

##  uninstall      take it away again
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/chokepoint

##  clean          remove all that was built
clean:
	rm -rf build build-asan build-fuzz build-cover $(BUILD) chokepoint

##  help           this list
help:
	@echo "make TARGET, where TARGET is one of"
	@sed -n 's/^##//p' Makefile

-include $(patsubst %.o,%.d,$(objects) $(call object,$(tests) $(fuzzers) $(trainer) scripts/model/train.c scripts/model/bench.c src/relate/train/boost.c))
