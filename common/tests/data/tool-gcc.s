	.file	"tool.c"
	.text
	.p2align 4
	.globl	ff
	.type	ff, @function
ff:
.LFB0:
	.cfi_startproc
	leal	1(%rdi), %eax
	ret
	.cfi_endproc
.LFE0:
	.size	ff, .-ff
	.section	.text.unlikely,"ax",@progbits
.LCOLDB0:
	.text
.LHOTB0:
	.p2align 4
	.globl	f
	.type	f, @function
f:
.LFB1:
	.cfi_startproc
	subq	$8, %rsp
	.cfi_def_cfa_offset 16
	cmpl	$100, %edi
	jle	.L4
	.p2align 4,,10
	.p2align 3
.L5:
	call	ff
	movl	%eax, %edi
	shrl	$31, %edi
	addl	%eax, %edi
	sarl	%edi
	cmpl	$201, %eax
	jg	.L5
.L4:
	testl	%edi, %edi
	js	.L8
	movl	f_(%rip), %eax
	addq	$8, %rsp
	.cfi_def_cfa_offset 8
	imull	%edi, %eax
	ret
	.cfi_endproc
	.section	.text.unlikely
	.cfi_startproc
	.type	f.cold, @function
f.cold:
.LFSB1:
.L8:
	.cfi_def_cfa_offset 16
	call	give_up@PLT
	.cfi_endproc
.LFE1:
	.text
	.size	f, .-f
	.section	.text.unlikely
	.size	f.cold, .-f.cold
.LCOLDE0:
	.text
.LHOTE0:
	.p2align 4
	.globl	of
	.type	of, @function
of:
.LFB2:
	.cfi_startproc
	subq	$8, %rsp
	.cfi_def_cfa_offset 16
	call	f
	addq	$8, %rsp
	.cfi_def_cfa_offset 8
	subl	$1, %eax
	ret
	.cfi_endproc
.LFE2:
	.size	of, .-of
	.globl	f_
	.bss
	.align 4
	.type	f_, @object
	.size	f_, 4
f_:
	.zero	4
	.ident	"GCC: (Debian 12.2.0-14+deb12u1) 12.2.0"
	.section	.note.GNU-stack,"",@progbits
