/* SPDX-License-Identifier: MIT */

/*
 * hesitate MILLISECONDS NAME -- COMMAND [ARG...]
 *
 * Runs a command for which each execve(2) of a process of that name (proc(5), /proc/PID/comm) takes
 * so long, asleep, as where a machine is short of processors. The kernel asks this process
 * first, seccomp_unotify(2).
 */
#include <err.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Its execve(2) calls, and theirs whom it starts, are asked of the descriptor. */
static int ask_of_execve(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_execve, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof filter / sizeof *filter, filter};

	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
		SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
}

static void send_descriptor(int socket, int fd)
{
	char byte = 0;
	char control[CMSG_SPACE(sizeof fd)] = {0};
	struct iovec data = {&byte, 1};
	struct msghdr message = {.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof control};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof fd);
	memcpy(CMSG_DATA(header), &fd, sizeof fd);
	if (sendmsg(socket, &message, 0) < 0)
		err(2, "sendmsg");
}

static int receive_descriptor(int socket)
{
	char byte;
	int fd;
	char control[CMSG_SPACE(sizeof fd)];
	struct iovec data = {&byte, 1};
	struct msghdr message = {.msg_iov = &data,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof control};

	if (recvmsg(socket, &message, 0) < 1 || !CMSG_FIRSTHDR(&message))
		errx(2, "this kernel cannot ask: seccomp_unotify(2)");
	memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof fd);
	return fd;
}

static int has_name(int pid, const char *name)
{
	char path[64];
	char line[64] = "";
	FILE *file;

	snprintf(path, sizeof path, "/proc/%d/comm", pid);
	file = fopen(path, "r");
	if (!file)
		return 0;
	if (fgets(line, sizeof line, file))
		line[strcspn(line, "\n")] = '\0';
	fclose(file);
	return strcmp(line, name) == 0;
}

/* Until this process is killed. */
static void answer_all(int asked, const char *name, int milliseconds)
{
	for (;;) {
		struct seccomp_notif question = {0};
		struct seccomp_notif_resp answer = {
			.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};

		/* Who has asked may be killed by now. */
		if (ioctl(asked, SECCOMP_IOCTL_NOTIF_RECV, &question) != 0)
			continue;
		if (has_name((int)question.pid, name))
			usleep((useconds_t)milliseconds * 1000);
		answer.id = question.id;
		ioctl(asked, SECCOMP_IOCTL_NOTIF_SEND, &answer);
	}
}

int main(int argc, char *argv[])
{
	int sockets[2];
	int status;
	pid_t answering;
	pid_t command;

	if (argc < 5 || strcmp(argv[3], "--") != 0)
		errx(2, "usage: hesitate MILLISECONDS NAME -- COMMAND [ARG...]");
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets) != 0)
		err(2, "socketpair");
	answering = fork();
	if (answering == 0) {
		close(sockets[1]);
		answer_all(receive_descriptor(sockets[0]), argv[2], atoi(argv[1]));
	}
	close(sockets[0]);
	command = fork();
	if (command == 0) {
		send_descriptor(sockets[1], ask_of_execve());
		close(sockets[1]);
		execvp(argv[4], argv + 4);
		err(2, "%s", argv[4]);
	}
	close(sockets[1]);
	waitpid(command, &status, 0);
	kill(answering, SIGKILL);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
