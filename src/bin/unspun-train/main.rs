//! Trains the block model until the command has its verb.
use std::io::Write;
use unspun::Input;
use unspun::train::Training;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, data, verb, out, rest @ ..] = args.as_slice() else {
        return Err("usage: unspun-train DATA (--out | --cross-validate) FOLDER [ablation] [text] [alone]".into());
    };
    let training = Training::new(data, 1);
    let has = |word: &str| rest.iter().any(|arg| arg == word);
    if verb == "--out" {
        training.write(out.as_ref(), has("ablation"))?;
        return Ok(());
    }
    let input = if has("text") { Input::Text } else { Input::Html };
    let (predictions, scores) = training.cross_validate(input, has("alone"))?;
    std::fs::create_dir_all(out)?;
    for prediction in predictions {
        let path = format!("{out}/{}.jsonl", prediction.set.replace('/', "-"));
        let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
        writeln!(file, "{}", serde_json::json!({"id": prediction.id, "text": prediction.text}))?;
    }
    for (name, mean, count) in scores.means() {
        println!("{name:60} {mean:.4} {count}");
    }
    Ok(())
}
