//! Runs the binary in a folder of its own.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A folder for one test, gone at its end.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// An empty folder.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("chancery-cli-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder { path }
    }

    /// Path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Writes a file in it, with the folders above.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// A file in it.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// What a run gave.
pub struct Run {
    /// The exit code; -1 for a signal.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// The command, not yet run.
pub fn command<const N: usize>(arguments: [&str; N], folder: &Folder) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command.args(arguments).current_dir(&folder.path).env_remove("NO_COLOR");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs the binary in `folder` with `input` on standard input.
pub fn chancery<const N: usize>(arguments: [&str; N], folder: &Folder, input: &[u8]) -> Run {
    let mut child = command(arguments, folder).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the binary, reads a few bytes of its output and closes it; gives the exit code.
pub fn with_closed_output<const N: usize>(arguments: [&str; N], folder: &Folder) -> i32 {
    let mut child = command(arguments, folder).spawn().unwrap();
    let mut output = child.stdout.take().unwrap();
    output.read_exact(&mut [0; 8]).unwrap();
    drop(output);
    child.wait().unwrap().code().unwrap_or(-1)
}

/// Runs the binary with its standard output in a file of the folder, for what is not text; gives the exit code.
pub fn saved<const N: usize>(arguments: [&str; N], folder: &Folder, name: &str) -> i32 {
    let file = fs::File::create(folder.path.join(name)).unwrap();
    let status = command(arguments, folder).stdin(Stdio::null()).stdout(file).status().unwrap();
    status.code().unwrap_or(-1)
}
