# vmlab: labs about the memory of a Linux process, judged by what the kernel recorded.
#
# Everything here is found, nothing is listed: a lab is a folder in labs/ and a file in
# expected/, a source of the harness is a .c in a folder of common/.

# Before the first $(shell), to which GNU make 4.4 and later hand on, and so expand, what is exported.
unexport LAB PART TIMES PROGRAM OUT FORMAT ONLY FILE ARGS INPUT AT SEED COUNT CLAIM LIMIT CFLAGS LDLIBS
ifeq ($(origin TERM),command line)
override TERM := $(value TERM)
endif

ifeq ($(MAKELEVEL),0)
ifneq ($(shell uname -s),Linux)
$(error vmlab needs a Linux kernel, because it shows what that kernel does; use a Linux machine, WSL2 or a virtual machine)
endif
endif

CC    := $(if $(filter default,$(origin CC)),cc,$(CC))
SAN   ?= 0
OPT   := -O2
V     ?= 0
BUILD ?= build$(if $(filter 1,$(SAN)),/san)

CFLAGS_OWN := -std=gnu11 -g $(OPT) -D_GNU_SOURCE -I$(BUILD)/gen -Icommon -MMD -MP \
	-Wall -Wextra -Wshadow -Werror=incompatible-pointer-types -Wmissing-prototypes -Wstrict-prototypes -Wformat=2
# Not by default: a newer compiler may warn of what nobody could foresee.
ifeq ($(WERROR),1)
CFLAGS_OWN += -Werror
endif
ifeq ($(SAN),1)
CFLAGS_OWN += -O1 -fsanitize=address,undefined -fno-sanitize-recover=all
endif
# The counts of each line lie beside its object, and every process adds to them when it exits.
ifeq ($(SAN),coverage)
CFLAGS_OWN += -O0 --coverage -fprofile-update=atomic
endif
ifeq ($(SAN),fuzz)
CFLAGS_OWN += -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
endif

# The layers, the lowest first: arrows only point down. Those that are pure touch no system.
LAYERS  := base elf evidence lang ledger match host run report examine cmd
PURE    := elf evidence lang ledger match
ALONE   := common/cmd/shim.c common/run/malloc_calls.c
SOURCES := $(filter-out $(ALONE),$(foreach layer,$(LAYERS),$(wildcard common/$(layer)/*.c)))
OBJECTS := $(SOURCES:common/%.c=$(BUILD)/obj/%.o)
LIBRARY := $(filter-out $(BUILD)/obj/cmd/%,$(OBJECTS))
SHIM    := $(BUILD)/obj/cmd/shim.o $(BUILD)/obj/run/shim.o $(BUILD)/obj/run/guard.o $(BUILD)/obj/run/announce.o \
	$(BUILD)/obj/host/keeping.o $(BUILD)/obj/host/descendants.o $(BUILD)/obj/host/clock.o
TESTS   := $(patsubst common/%.c,$(BUILD)/obj/%.o,$(wildcard common/tests/*.c))
# With SAN=fuzz only the layers that touch no system are built, and the tests that need no other.
ifeq ($(SAN),fuzz)
LIBRARY := $(foreach layer,base $(PURE),$(filter $(BUILD)/obj/$(layer)/%,$(OBJECTS)))
TESTS   := $(patsubst common/%.c,$(BUILD)/obj/%.o,common/tests/help.c common/tests/plan.c \
	$(shell grep -LE '[^a-z_]sh."|"observing.h"|"../(host|run|report|examine|cmd)/' common/tests/test_*.c))
endif
FUZZERS := $(patsubst fuzz/%.c,$(BUILD)/fuzz-%,$(wildcard fuzz/*.c))
# What is built, and how many files of it are not there yet.
PARTS   := $(sort $(BUILD)/gen/made $(OBJECTS) $(SHIM) $(BUILD)/vmlab $(BUILD)/vmlab-shim \
	$(if $(filter tests,$(MAKECMDGOALS)),$(TESTS) $(BUILD)/vmlab-tests))
MISSING := $(words $(filter-out $(wildcard $(PARTS)),$(PARTS)))
made    :=
# A step of building is counted when its recipe runs. V=1 shows the commands instead.
step     = $(if $(filter 1,$(V)),,$(eval made += x)@scripts/step $(1) $(2) $(words $(made)) $(MISSING) )
# Asked when a recipe runs, so that what setup has installed by then is found.
JANSSON  = $(shell echo | $(CC) -include jansson.h -E -x c - >/dev/null 2>&1 && echo -ljansson)
# The shim starts faster without a loader, where there is a static C library.
STATIC   = $(if $(filter 1,$(SAN)),,$(shell echo 'int main(void) { return 0; }' | \
	$(CC) -static -o /dev/null -x c - 2>/dev/null && echo -static))
LIBELF   = $(shell echo | $(CC) -include libelf.h -E -x c - >/dev/null 2>&1 && echo -lelf)
LIBDW    = $(shell echo | $(CC) -include elfutils/libdwfl.h -E -x c - >/dev/null 2>&1 && echo -ldw)

vmlab := $(BUILD)/vmlab
# make returns 0 where nothing could be judged here, but not where a program is not graded.
run    = CC='$(CC)' $(vmlab) $(1) --skips-pass
# STRICT=1 leaves a program without a grade where this machine cannot show a check of it, and
# STRICT=0 grades it by the rest. Without it, only what PROGRAM names is graded strictly.
strict = $(if $(STRICT),$(if $(filter 0,$(STRICT)),--no-strict,--strict))
verbose = $(if $(filter 1,$(V)),--verbose)
# The seconds that a run may take, for a slow machine.
limit = $${VMLAB_LIMIT:+--limit "$$VMLAB_LIMIT"}
# The program that stands for a lab's own, as the shell reads it.
program = $${VMLAB_PROGRAM:+--program "$$VMLAB_PROGRAM"}

# What a person types goes to the shell as the value of a variable, and neither make nor the
# shell reads it as anything else: a file may be called $(x); `y`.c
export VMLAB_LAB := $(value LAB)
export VMLAB_PART := $(value PART)
export VMLAB_PROGRAM := $(value PROGRAM)
export VMLAB_OUT := $(value OUT)
export VMLAB_FORMAT := $(value FORMAT)
export VMLAB_ONLY := $(value ONLY)
export VMLAB_FILE := $(value FILE)
export VMLAB_ARGS := $(value ARGS)
export VMLAB_INPUT := $(value INPUT)
export VMLAB_AT := $(value AT)
export VMLAB_SEED := $(value SEED)
export VMLAB_COUNT := $(value COUNT)
export VMLAB_CFLAGS := $(if $(filter command,$(origin CFLAGS)),$(value CFLAGS))
export VMLAB_LDLIBS := $(if $(filter command,$(origin LDLIBS)),$(value LDLIBS))
export VMLAB_LIMIT := $(value LIMIT)
export VMLAB_CLAIM := $(value CLAIM)
# In the environment it is the kind of the terminal.
export VMLAB_TERM := $(if $(filter command override,$(origin TERM)),$(value TERM))

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

# As many files are compiled at once as there are processors, unless the caller says how many.
jobs = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

.PHONY: all engine tests
all:
	@$(MAKE) $(jobs) engine

engine: $(vmlab) $(BUILD)/vmlab-shim $(BUILD)/vmlab-malloc.so
	@:

tests: $(BUILD)/vmlab-tests engine
	@:

## For learners ## 给学习者
# lab3               one lab on one screen; V=1 all of it, PART=2 a part ## 一屏讲完一个实验；V=1 看全部，PART=2 只看一部分
# my3                copy the lab's program to my/, to work on it ## 把实验的程序复制到 my/，供你修改
# reset3             put the copy aside, use the lab's own program again ## 收起这份副本，重新使用实验自带的程序
# watch3             lab 3 again whenever you save your copy; keys for hint, film, reset ## 每次保存你的副本就重新运行实验 3；按键可看提示、影片，或重置
# predict3           ask again what you predict of the lab; ASK=no never asks ## 重新提问你对实验的预测；ASK=no 从不提问
# film3              the film of lab 3: its address space step by step, as a page ## 实验 3 的影片：逐步展示它的地址空间，是一个网页
# hint3              the next hint for the check that failed ## 针对失败的检查给出下一条提示
.PHONY: labs
labs: ready ## every lab, one after the other ## 逐个运行全部实验
	@$(MAKE) $(jobs) engine
	@$(call run,run --all $(program) $(strict) $(limit) $(verbose))

# Static patterns: a plain "lab%" would also be a way to make build/obj/lab….d
DIGITS  := 0 1 2 3 4 5 6 7 8 9
NUMBERS := $(DIGITS) $(foreach digit,$(DIGITS),$(addprefix $(digit),$(DIGITS)))

.PHONY: $(foreach verb,lab my reset hint watch predict film,$(NUMBERS:%=$(verb)%))
$(NUMBERS:%=lab%): lab%: ready
	@$(MAKE) $(jobs) engine
	@$(call run,run $* $(program) $(strict) $(limit) $(verbose) $${VMLAB_PART:+--part "$$VMLAB_PART"})

# PROGRAM= is watched in place of the copy in my/.
$(NUMBERS:%=watch%): watch%: ready
	@$(MAKE) $(jobs) engine
	@$(call run,watch $* $(program) $(strict) $(verbose) $${VMLAB_PART:+--part "$$VMLAB_PART"})

$(NUMBERS:%=my%): my%: ready
	@$(MAKE) $(jobs) engine
	@$(vmlab) my $*

$(NUMBERS:%=reset%): reset%: ready
	@$(MAKE) $(jobs) engine
	@$(vmlab) reset $*

$(NUMBERS:%=hint%): hint%: ready
	@$(MAKE) $(jobs) engine
	@$(vmlab) hint $*

.PHONY: progress
progress: ready ## what you have run of each lab, when, and how it went ## 每个实验的进度：何时运行过、结果如何
	@$(MAKE) $(jobs) engine
	@$(vmlab) progress

$(NUMBERS:%=predict%): predict%: ready
	@$(MAKE) $(jobs) engine
	@$(vmlab) predict $*

# What the compiler of a person's program is told, and the words of ARGS as a shell splits them.
person = $${VMLAB_CFLAGS:+--cflags "$$VMLAB_CFLAGS"} $${VMLAB_LDLIBS:+--ldlibs "$$VMLAB_LDLIBS"} \
	$(limit) $${VMLAB_INPUT:+--input "$$VMLAB_INPUT"} $${VMLAB_ARGS:+--args "$$VMLAB_ARGS"}

# What make says to the makes below it is not for the program.
unmade = env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES -u MAKE_TERMOUT -u MAKE_TERMERR

.PHONY: observe
observe: ready ## what any source or command does; FILE=mine.c, ARGS="5 7", INPUT="3\n", CFLAGS=-O2, LDLIBS=-lrt, LIMIT=60 ## 看任意源文件或命令做了什么；FILE=mine.c，ARGS="5 7"，INPUT="3\n"，CFLAGS=-O2，LDLIBS=-lrt，LIMIT=60
	@$(MAKE) $(jobs) engine
	@$(unmade) $(call run,observe) $(person) -- "$$VMLAB_FILE"

# The page goes to build/films, that of a lab too. FORMAT=text and AT=40..62 are told here.
filmed = $(person) $${VMLAB_FORMAT:+"--$$VMLAB_FORMAT"} $${VMLAB_AT:+--at "$$VMLAB_AT"}

.PHONY: film
film: ready ## the address space of a run, step by step; FILE=mine.c, ARGS, INPUT, FORMAT=text|json|trace-event, AT=40..62 ## 一次运行的地址空间，逐步展示；FILE=mine.c，ARGS，INPUT，FORMAT=text|json|trace-event，AT=40..62
	@$(MAKE) $(jobs) engine >&2
	@$(call run,film) $(filmed) $${VMLAB_LAB:+--lab "$$VMLAB_LAB"} $(program) -- $${VMLAB_FILE:+"$$VMLAB_FILE"}

$(NUMBERS:%=film%): film%: ready
	@$(MAKE) $(jobs) engine >&2
	@$(call run,film) --lab $* $(filmed) $(program)

# Asked on a terminal; elsewhere the questions are printed, and then the answers.
.PHONY: quiz
quiz: ready ## questions about a run that the kernel answers; FILE=mine.c or LAB=3, ARGS, INPUT, COUNT=8, SEED=1, SHEET=1, ANSWERS=1 ## 就一次运行出题，由内核作答；FILE=mine.c 或 LAB=3，ARGS，INPUT，COUNT=8，SEED=1，SHEET=1，ANSWERS=1
	@$(MAKE) $(jobs) engine >&2
	@$(call run,quiz) $(person) $${VMLAB_SEED:+--seed "$$VMLAB_SEED"} \
		$${VMLAB_COUNT:+--count "$$VMLAB_COUNT"} $(if $(filter 1,$(SHEET)),--sheet) \
		$(if $(filter 1,$(ANSWERS)),--answers) $${VMLAB_LAB:+--lab "$$VMLAB_LAB"} \
		$(program) -- $${VMLAB_FILE:+"$$VMLAB_FILE"}

# The pages go to build/report.
.PHONY: report
report: ready ## every lab as a page: checks, evidence, charts, films, and an index; LAB="1 3", PROGRAM=mine.c, OUT=FOLDER ## 每个实验一个网页：检查、证据、图表、影片，另有目录页；LAB="1 3"，PROGRAM=mine.c，OUT=目录
	@$(MAKE) $(jobs) engine
	@$(call run,report $${VMLAB_LAB:+"$$VMLAB_LAB"} $(program) $(strict) $(limit) \
		$${VMLAB_OUT:+--out "$$VMLAB_OUT"})

.PHONY: claims
claims: ready ## what the articles say beside what this machine measures; CLAIM=A11 ## 文章的说法与本机实测对照；CLAIM=A11
	@$(MAKE) $(jobs) engine
	@set -f; $(call run,claims) -- $$VMLAB_CLAIM

.PHONY: what
what: ready ## a word of the labs, explained, or all of them; TERM=mincore, TERM=rw-p ## 解释实验里的一个词，或列出全部；TERM=mincore，TERM=rw-p
	@$(MAKE) $(jobs) engine
	@$(vmlab) what -- $${VMLAB_TERM:+"$$VMLAB_TERM"}

.PHONY: zh en
zh en: ready ## speak Chinese, or English, from now on ## 从现在起说中文，或英文
	@$(MAKE) $(jobs) engine
	@$(vmlab) language $@

## For instructors ## 给教师
.PHONY: check
check: ready ## a line a lab and a score; LAB="1 3", PROGRAM=mine.c, STRICT=0|1, FORMAT=tap|json, TEXTS=1, JOBS=1 ## 每个实验一行，外加得分；LAB="1 3"，PROGRAM=mine.c，STRICT=0|1，FORMAT=tap|json，TEXTS=1，JOBS=1
	@$(MAKE) $(jobs) engine >&2
	@$(call run,check $${VMLAB_LAB:+"$$VMLAB_LAB"} $(program) $(strict) $(limit) \
		$${VMLAB_FORMAT:+--format "$$VMLAB_FORMAT"} $(if $(filter 1,$(TEXTS)),--texts))

.PHONY: new
new: ## the skeleton of a lab of your own; LAB=19-topic ## 你自己的实验的骨架；LAB=19-topic
	@scripts/new-lab "$$VMLAB_LAB"

## For everybody ## 给所有人
.PHONY: doctor setup help
doctor: ready ## what this machine can and cannot show ## 这台机器能展示什么、不能展示什么
	@$(MAKE) $(jobs) engine
	@$(vmlab) doctor

setup: ## install all that is missing, for labs, guides and tests ## 安装实验、指南和测试所缺的一切
	@CC='$(CC)' scripts/setup --again labs test more lint

help: ## this list ## 显示这份列表
	@scripts/help $(vmlab)

## For developers of the suite ## 给本套件的开发者
.PHONY: test bench soak fuzz coverage lint mistakes ledger glossary po clean
test: ready-test ## the suite's own tests; SAN=1 with sanitizers, ONLY='maps/*' some of them ## 套件自身的测试；SAN=1 启用 sanitizer，ONLY='maps/*' 只运行一部分
	@$(MAKE) $(jobs) tests
	@BUILD='$(BUILD)' CC='$(CC)' scripts/test "$$VMLAB_ONLY"

bench: ready ## the cost of vmlab check against bare strace and perf stat ## vmlab check 与直接用 strace、perf stat 的开销对比
	@$(MAKE) $(jobs) engine
	@scripts/bench $(vmlab)

soak: ready ## make check again and again, half of it under load; N=200 ## 反复运行 make check，一半在高负载下；N=200
	@$(MAKE) $(jobs) engine
	@CC='$(CC)' scripts/soak $(vmlab) $(if $(N),$(N),200)

lint: engine ## layers, demos, format, sizes, shell scripts, static analysis ## 检查分层、示例程序、格式、函数大小、shell 脚本，并做静态分析
	@CC='$(CC)' scripts/setup labs more lint
	@BUILD='$(BUILD)' scripts/lint $(CHECKS)

coverage: ready-test ## the lines of the engine that its tests execute, at least 90 %; as long as make test ## 测试执行到的引擎代码行，至少 90%；耗时与 make test 相当
	@CC='$(CC)' scripts/setup labs test more lint
	@scripts/coverage "$$VMLAB_ONLY"

# 77: this machine cannot do it, which is no failure of make, and not said to be a success.
fuzz: ready engine ## random input for each parser and the matcher; SECONDS=60 in all ## 用随机输入测试各个解析器和匹配器；共 SECONDS=60 秒
	@scripts/fuzz "$(if $(SECONDS),$(SECONDS),60)" || [ $$? = 77 ]

.PHONY: fuzzers pure-tests
fuzzers: $(FUZZERS)
	@:

# The tests of the layers that touch no system, with the sanitizers of the drivers. Those that
# take long, and parse what the drivers parse too, are left to make test SAN=1.
pure-tests: ready-test
	@$(MAKE) $(jobs) CC=clang SAN=fuzz BUILD=build/fuzz build/fuzz/vmlab-tests
	@BUILD=build/fuzz scripts/test '*/!(a_file_that_ends*|the_cost_of*)'

.PHONY: layers
layers: engine
	@LAYERS='$(LAYERS)' PURE='$(PURE)' scripts/check-layers $(OBJECTS) $(SHIM)

# The pages replace the old ones only when they are whole.
mistakes: ready-test ## write what is known to go wrong in labs, from their wrong programs; LAB=3 ## 由各实验的错误程序写出已知错误文件；LAB=3
	@$(MAKE) $(jobs) tests
	@BUILD='$(BUILD)' CC='$(CC)' TIMES='$(TIMES)' scripts/mistakes "$$VMLAB_LAB"

ledger: engine ## write the pages of docs/articles from claims.txt ## 由 claims.txt 生成 docs/articles 的页面
	@VMLAB_LANG=en $(vmlab) claims --format markdown >$(BUILD)/ledger.en
	@VMLAB_LANG=zh $(vmlab) claims --format markdown >$(BUILD)/ledger.zh
	@mv $(BUILD)/ledger.en docs/articles/README.md
	@mv $(BUILD)/ledger.zh docs/articles/README.zh-CN.md

glossary: engine ## write docs/glossary.md and its translation from glossary.txt ## 由 glossary.txt 生成 docs/glossary.md 及其译文
	@VMLAB_LANG=en $(vmlab) what --format markdown >$(BUILD)/glossary.en
	@VMLAB_LANG=zh $(vmlab) what --format markdown >$(BUILD)/glossary.zh
	@mv $(BUILD)/glossary.en docs/glossary.md
	@mv $(BUILD)/glossary.zh docs/glossary.zh-CN.md

po: engine ## bring the translations in po/ up to date with the sources ## 让 po/ 里的译文跟上源文件
	@scripts/update-po $(vmlab)

clean: ## remove build/ ## 删除 build/
	rm -rf build

# What must be installed before anything can be built. Silent when it is.
.PHONY: ready ready-test
ready:
	@CC='$(CC)' scripts/setup labs

ready-test:
	@CC='$(CC)' scripts/setup labs test more

# The folder po as well, so that a file that is taken away is noticed. What comes out as it was
# keeps its time, and nothing is compiled again for it.
GENERATED := $(addprefix $(BUILD)/gen/,languages.h messages.h messages.inc translations.inc)

$(BUILD)/gen/made: common/base/messages.txt po/. $(wildcard po/*.po) scripts/generate \
		scripts/catalogue.awk scripts/po.awk
	@mkdir -p $(@D)
	$(call step,GEN,$@)scripts/generate $(@D)

$(GENERATED): $(BUILD)/gen/made ;

$(BUILD)/obj/base/said.o: $(BUILD)/gen/messages.inc
$(BUILD)/obj/base/translation.o: $(BUILD)/gen/translations.inc

# gcc's execve() writes the counts down, once for a process. In the child of a vfork(2) that would
# be the parent's only time.
ifeq ($(SAN),coverage)
$(BUILD)/obj/host/keeper.o: CFLAGS_OWN += -fno-builtin-execve -fno-builtin-execvp
endif

# Tests are compiled more often than they run, and are waiting for programs while they do.
$(TESTS): CFLAGS_OWN += -O0

# scripts/whole puts each file into its place when it is whole: @ is its name until then.
$(BUILD)/obj/%.o: common/%.c $(BUILD)/gen/messages.h Makefile
	@mkdir -p $(@D)
	$(call step,CC,$<)scripts/whole $@ $(CC) $(CFLAGS_OWN) -MT $@ -MF @.d -c -o @ $<

$(BUILD)/vmlab: $(OBJECTS)
	$(call step,LINK,$@)scripts/whole $@ $(CC) $(CFLAGS_OWN) -o @ $^ $(JANSSON) $(LIBDW) $(LIBELF) -lutil

$(BUILD)/vmlab-shim: $(SHIM)
	$(call step,LINK,$@)scripts/whole $@ $(CC) $(CFLAGS_OWN) $(STATIC) -o @ $^

# Programs of labs load it, so no sanitizer and no counters may come with it.
$(BUILD)/vmlab-malloc.so: common/run/malloc_calls.c Makefile
	@mkdir -p $(@D) $(BUILD)/obj/run
	$(call step,LINK,$@)scripts/whole $@ \
		$(CC) $(filter-out -O1 -fsanitize=% -fno-sanitize% --coverage -fprofile-update=%,$(CFLAGS_OWN)) \
		-MT $@ -MF $(BUILD)/obj/run/malloc_calls.d -fPIC -shared -o @ $< -ldl

$(BUILD)/vmlab-tests: $(TESTS) $(LIBRARY)
	$(call step,LINK,$@)scripts/whole $@ $(CC) $(CFLAGS_OWN) -o @ $^ -lcriterion $(JANSSON) $(LIBDW) $(LIBELF) -lutil

# libFuzzer's main() is linked by clang alone.
$(BUILD)/obj/fuzz/%.o: fuzz/%.c $(BUILD)/gen/messages.h Makefile
	@mkdir -p $(@D)
	$(call step,CC,$<)scripts/whole $@ $(CC) $(CFLAGS_OWN) -MT $@ -MF @.d -c -o @ $<

$(BUILD)/fuzz-%: $(BUILD)/obj/fuzz/%.o $(LIBRARY)
	$(call step,LINK,$@)scripts/whole $@ \
		$(CC) $(subst fuzzer-no-link,fuzzer,$(CFLAGS_OWN)) -o @ $^ $(JANSSON) $(LIBELF)
# A bundle is read from a folder, and so not in a pure layer.
$(BUILD)/fuzz-judge: $(addprefix $(BUILD)/obj/examine/,bundle_read.o manifest.o manifest_record.o \
	examination.o)

# Dependency files are by-products of compiling: nothing makes them.
DEPENDENCIES := $(sort $(OBJECTS:.o=.d) $(SHIM:.o=.d) $(TESTS:.o=.d) \
	$(patsubst fuzz/%.c,$(BUILD)/obj/fuzz/%.d,$(wildcard fuzz/*.c)))
$(DEPENDENCIES): ;
-include $(DEPENDENCIES)
