	.text
	.attribute	4, 16
	.attribute	5, "rv64i2p0_m2p0_a2p0_f2p0_d2p0_c2p0"
	.file	"tool.c"
	.globl	ff                              # -- Begin function ff
	.p2align	1
	.type	ff,@function
ff:                                     # @ff
# %bb.0:
	addiw	a0, a0, 1
	ret
.Lfunc_end0:
	.size	ff, .Lfunc_end0-ff
                                        # -- End function
	.globl	f                               # -- Begin function f
	.p2align	1
	.type	f,@function
f:                                      # @f
# %bb.0:
	addi	sp, sp, -16
	sd	ra, 8(sp)                       # 8-byte Folded Spill
	sd	s0, 0(sp)                       # 8-byte Folded Spill
	li	a1, 101
	blt	a0, a1, .LBB1_3
# %bb.1:
	li	s0, 201
.LBB1_2:                                # =>This Inner Loop Header: Depth=1
	sext.w	a0, a0
	call	ff
	mv	a1, a0
	srliw	a0, a0, 31
	addw	a0, a0, a1
	sraiw	a0, a0, 1
	blt	s0, a1, .LBB1_2
.LBB1_3:
	bltz	a0, .LBB1_5
# %bb.4:
.LBB1_6:                                # Label of block must be emitted
	auipc	a1, %pcrel_hi(f_)
	addi	a1, a1, %pcrel_lo(.LBB1_6)
	lw	a1, 0(a1)
	mulw	a0, a1, a0
	ld	ra, 8(sp)                       # 8-byte Folded Reload
	ld	s0, 0(sp)                       # 8-byte Folded Reload
	addi	sp, sp, 16
	ret
.LBB1_5:
	call	give_up@plt
.Lfunc_end1:
	.size	f, .Lfunc_end1-f
                                        # -- End function
	.globl	of                              # -- Begin function of
	.p2align	1
	.type	of,@function
of:                                     # @of
# %bb.0:
	addi	sp, sp, -16
	sd	ra, 8(sp)                       # 8-byte Folded Spill
	call	f
	addiw	a0, a0, -1
	ld	ra, 8(sp)                       # 8-byte Folded Reload
	addi	sp, sp, 16
	ret
.Lfunc_end2:
	.size	of, .Lfunc_end2-of
                                        # -- End function
	.type	f_,@object                      # @f_
	.section	.sbss,"aw",@nobits
	.globl	f_
	.p2align	2
f_:
	.word	0                               # 0x0
	.size	f_, 4

	.ident	"Debian clang version 14.0.6"
	.section	".note.GNU-stack","",@progbits
	.addrsig
