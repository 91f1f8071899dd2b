//! Flat text in the forms in which it reaches people: wrapped lines, CRLF, one paragraph a line, scripts without spaces.

use std::path::Path;
use unspun::Cleaner;

/// A short article in the layout of one paragraph a line, without blank lines.
const ENGLISH: [&str; 4] = [
    "The harbour of Tarrow will be closed for a week from Monday, the council said on Friday, because the old pier has to be \
     taken down before the winter storms begin and the ferry cannot berth at the new one yet.",
    "Nobody had expected the work to start so soon. Fishermen who keep their boats inside the mole were told to move them to \
     the river by Sunday evening, and the harbour master said that he would find a place for every one of them.",
    "The pier was built in the year of the great flood by men from the villages around. It has carried coal, cattle, two kings \
     and, in its last years, a small amusement arcade, of which only the sign is left.",
    "What comes after it is a matter of taste. The drawings show a long platform of pale wood with benches along one side, and \
     the council has promised that the lamps of the old pier will be put up again on the new one.",
];

/// Paragraphs of the same length in scripts that the block model knows little of.
const SCRIPTS: [(&str, [&str; 4]); 5] = [
    (
        "Chinese",
        [
            "港口将从下星期一起关闭一周，市议会在星期五宣布了这个消息。旧码头必须在冬天的暴风雨到来之前拆除，而渡轮目前还不能停靠在新的码头上。",
            "没有人想到工程会这么快就开始。把船停在防波堤里面的渔民被告知，要在星期天晚上之前把船开到河里去，港务长说他会给每一条船找到地方。",
            "旧码头是在大洪水那一年由附近村庄的人修建的。它运过煤炭和牲口，送走过许多离家的年轻人，最后几年里只剩下一家小小的游戏厅。",
            "新码头是什么样子，各人有各人的看法。图纸上画着一个浅色木头的长平台，一边放着长椅，议会答应把旧码头的灯重新装到新的码头上去。",
        ],
    ),
    (
        "Japanese",
        [
            "港は来週の月曜日から一週間閉鎖されると、市議会が金曜日に発表した。冬の嵐が来る前に古い桟橋を取り壊さなければならず、渡し船はまだ新しい桟橋に着けない。",
            "工事がこんなに早く始まるとは誰も思っていなかった。防波堤の内側に船を置いている漁師たちは、日曜日の夜までに船を川へ移すように言われたという。",
            "古い桟橋は大水の年に近くの村の人々が造ったものだ。石炭や牛を運び、町を出る若者を見送り、最後の数年は小さな遊技場の看板だけが残っていた。",
            "新しい桟橋をどう思うかは人それぞれである。図面には明るい色の木の長い台と片側に並ぶ椅子が描かれ、古い桟橋の灯りもまた取り付けられる予定だ。",
        ],
    ),
    (
        "Thai",
        [
            "ท่าเรือจะปิดเป็นเวลาหนึ่งสัปดาห์ตั้งแต่วันจันทร์หน้า สภาเมืองแจ้งเมื่อวันศุกร์ เพราะต้องรื้อสะพานท่าเก่าออกก่อนที่พายุฤดูหนาวจะมาถึง และเรือข้ามฟากยังจอดที่ท่าใหม่ไม่ได้",
            "ไม่มีใครคิดว่างานจะเริ่มเร็วขนาดนี้ ชาวประมงที่จอดเรือไว้ด้านในเขื่อนได้รับแจ้งให้ย้ายเรือไปไว้ในแม่น้ำภายในเย็นวันอาทิตย์ และนายท่าบอกว่าจะหาที่จอดให้ทุกลำ",
            "สะพานท่าเก่าสร้างขึ้นในปีที่น้ำท่วมใหญ่โดยคนจากหมู่บ้านรอบๆ เคยใช้ขนถ่านหินและวัวควาย และในช่วงปีท้ายๆ เหลือเพียงป้ายของร้านเกมเล็กๆ เท่านั้น",
            "สะพานใหม่จะสวยหรือไม่ก็แล้วแต่คนชอบ แบบที่วาดไว้เป็นทางไม้สีอ่อนยาวมีม้านั่งอยู่ด้านหนึ่ง และสภาสัญญาว่าจะนำโคมไฟของสะพานเก่ามาติดตั้งอีกครั้ง",
        ],
    ),
    (
        "Arabic",
        [
            "سيغلق المرفأ أسبوعا كاملا ابتداء من يوم الاثنين، كما قال المجلس البلدي يوم الجمعة، لأن الرصيف القديم يجب أن يهدم قبل عواصف الشتاء، والعبارة لا تستطيع الرسو عند الرصيف الجديد بعد.",
            "لم يتوقع أحد أن يبدأ العمل بهذه السرعة. طلب من الصيادين الذين يتركون مراكبهم خلف الحاجز أن ينقلوها إلى النهر قبل مساء الأحد، وقال رئيس المرفأ إنه سيجد مكانا لكل واحد منها.",
            "بنى الرصيف رجال من القرى المجاورة في سنة الفيضان الكبير. نقلت عليه حمولات الفحم والماشية، ولم يبق في سنواته الأخيرة إلا لافتة قاعة صغيرة للألعاب كان الأطفال يحبونها.",
            "أما ما سيأتي بعده فأمر يختلف فيه الناس. تظهر الرسوم منصة طويلة من الخشب الفاتح ومقاعد على جانب واحد، وقد وعد المجلس بأن تعلق مصابيح الرصيف القديم على الرصيف الجديد.",
        ],
    ),
    (
        "Hindi",
        [
            "बंदरगाह अगले सोमवार से एक सप्ताह के लिए बंद रहेगा, नगर परिषद ने शुक्रवार को बताया, क्योंकि पुराने घाट को सर्दियों के तूफ़ानों से पहले गिराना है और नाव अभी नए घाट पर नहीं लग सकती।",
            "किसी ने नहीं सोचा था कि काम इतनी जल्दी शुरू हो जाएगा। जिन मछुआरों की नावें बाँध के भीतर रहती हैं, उनसे रविवार शाम तक उन्हें नदी में ले जाने को कहा गया है, और हर नाव के लिए जगह मिलेगी।",
            "पुराना घाट बड़ी बाढ़ के साल में आसपास के गाँवों के लोगों ने बनाया था। उस पर कोयला और मवेशी उतरे, और उसके आख़िरी बरसों में वहाँ बच्चों के खेलघर की केवल एक तख़्ती बची थी।",
            "नया घाट कैसा होगा, इस पर सबकी अपनी राय है। नक़्शे में हल्के रंग की लकड़ी का लंबा चबूतरा और एक ओर बेंचें दिखती हैं, और परिषद ने वादा किया है कि पुराने घाट के दीये फिर लगाए जाएँगे।",
        ],
    ),
];

/// The links above and below an article.
const MENU: &str =
    "Home News Sport Weather Letters to the Editor Opinion Podcasts Jobs Property Newsletters Log In Subscribe";

/// Everything but white space.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn body(text: &str) -> String {
    Cleaner::new().clean_text(text).into_body()
}

/// Lines of at most `width` characters, broken at spaces where there are any.
fn wrapped(text: &str, width: usize) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for word in text.split(' ') {
        let chars = word.chars().count();
        if length > 0 && length + 1 + chars > width {
            out.push('\n');
            length = 0;
        } else if length > 0 {
            out.push(' ');
            length += 1;
        }
        for c in word.chars() {
            if length == width {
                out.push('\n');
                length = 0;
            }
            out.push(c);
            length += 1;
        }
    }
    out
}

#[test]
fn the_same_article_however_its_lines_break() {
    let whole = letters(&ENGLISH.concat());
    let paragraph_a_line = ENGLISH.join("\n");
    let forms = [
        ("one paragraph a line", paragraph_a_line.clone()),
        ("blank lines", ENGLISH.join("\n\n")),
        ("CRLF", ENGLISH.join("\r\n")),
        ("CRLF and blank lines", ENGLISH.join("\r\n\r\n")),
        ("72 columns", ENGLISH.map(|paragraph| wrapped(paragraph, 72)).join("\n\n")),
        ("80 columns, CRLF", ENGLISH.map(|paragraph| wrapped(paragraph, 80)).join("\n\n").replace('\n', "\r\n")),
    ];
    for (name, text) in forms {
        let article = Cleaner::new().clean_text(&text);
        assert_eq!(letters(article.body()), whole, "{name}");
        assert_eq!(article.blocks().len(), 4, "{name}: {:?}", article.body());
    }
}

#[test]
fn articles_in_other_scripts_stay_whole() {
    for (language, paragraphs) in SCRIPTS {
        let whole = letters(&paragraphs.concat());
        assert_eq!(letters(&body(&paragraphs.join("\n\n"))), whole, "{language}, blank lines");
        assert_eq!(letters(&body(&paragraphs.join("\n"))), whole, "{language}, one paragraph a line");
        let lines = paragraphs.map(|paragraph| wrapped(paragraph, 76)).join("\n\n");
        assert_eq!(letters(&body(&lines)), whole, "{language}, wrapped");
        let line = paragraphs.join(" ");
        assert_eq!(body(&line), line, "{language}, on one line");
    }
}

/// Pages in languages that the block model never learned: what stands before the article, its paragraphs, what stands after.
const NEWSPAPERS: [(&str, &str, [&str; 2], &str); 4] = [
    (
        "Lithuanian",
        "Pradžia\nPrisijungti\nUostas bus uždarytas savaitei\n2024 m. gegužės 3 d.\nAutorius: Jonas Petraitis\nDalintis",
        [
            "Uostas bus uždarytas savaitei nuo pirmadienio, penktadienį pranešė taryba, ir tą savaitę nė vienas keltas neišplauks \
             iš senosios prieplaukos, kurioje narai dviejose vietose rado įtrūkimų.",
            "Tarybos pirmininkas sakė, kad darbai truks iki mėnesio pabaigos, o gyventojai prašomi naudotis šiauriniu tiltu ir \
             sekti naujausią informaciją.",
        ],
        "Žymos: uostas, keltas\nTaip pat skaitykite:\nKeltų bilietai brangs nuo birželio\nKomentarai (3)\nVisos teisės saugomos",
    ),
    (
        "Urdu",
        "صفحہ اول\nلاگ ان\nبندرگاہ ایک ہفتے کے لیے بند\n3 مئی 2024\nشیئر کریں",
        [
            "کونسل نے جمعے کو بتایا کہ بندرگاہ پیر سے ایک ہفتے کے لیے بند رہے گی اور اس ہفتے پرانے گھاٹ سے کوئی کشتی روانہ \
             نہیں ہو گی کیونکہ غوطہ خوروں کو دو جگہوں پر دراڑیں ملی ہیں۔",
            "کونسل کے سربراہ نے کہا کہ کام مہینے کے آخر تک جاری رہے گا اور شہریوں سے درخواست ہے کہ وہ شمالی پل استعمال کریں اور \
             نئی اطلاعات پر نظر رکھیں۔",
        ],
        "متعلقہ خبریں\nکشتی کے کرائے جون سے بڑھیں گے\nتبصرہ کریں\nجملہ حقوق محفوظ ہیں",
    ),
    (
        "Georgian",
        "მთავარი\nშესვლა\nპორტი ერთი კვირით დაიკეტება\n3 მაისი 2024\nგაზიარება",
        [
            "პორტი ორშაბათიდან ერთი კვირით დაიკეტება, განაცხადა საბჭომ პარასკევს, და იმ კვირაში ძველი ნავმისადგომიდან არც ერთი \
             ბორანი არ გავა, რადგან მყვინთავებმა ორ ადგილას ბზარები აღმოაჩინეს.",
            "საბჭოს თავმჯდომარემ თქვა, რომ სამუშაოები თვის ბოლომდე გაგრძელდება და მოსახლეობას სთხოვა ჩრდილოეთის ხიდით \
             ისარგებლოს და ახალ ცნობებს მიადევნოს თვალი.",
        ],
        "მსგავსი სიახლეები\nბორნის ბილეთები ივნისიდან ძვირდება\nდატოვეთ კომენტარი\nყველა უფლება დაცულია",
    ),
    (
        "Swahili",
        "Mwanzo\nIngia\nBandari kufungwa kwa wiki moja\n3 Mei 2024\nSambaza habari hii",
        [
            "Bandari itafungwa kwa wiki moja kuanzia Jumatatu, baraza lilisema Ijumaa, na katika wiki hiyo hakuna kivuko \
             kitakachoondoka kwenye gati la zamani ambalo wapiga mbizi walilikuta na nyufa katika sehemu mbili.",
            "Mwenyekiti wa baraza alisema kazi itaendelea hadi mwisho wa mwezi, na wakazi wanaombwa kutumia daraja la kaskazini \
             na kufuatilia taarifa mpya.",
        ],
        "Soma pia\nNauli za kivuko kupanda kuanzia Juni\nAcha maoni\nHaki zote zimehifadhiwa",
    ),
];

#[test]
fn newspapers_in_smaller_languages_lose_their_furniture_and_keep_their_dates() {
    for (language, before, article, after) in NEWSPAPERS {
        // Marks of direction around lines, as editors of scripts from right to left write them, change nothing.
        for (open, close) in [("", ""), ("\u{2067}", "\u{2069}")] {
            let lines = before.lines().chain(article).chain(after.lines());
            let page: Vec<String> = lines.map(|line| format!("{open}{line}{close}")).collect();
            let cleaned = Cleaner::new().clean_text(&page.join("\n"));
            assert_eq!(cleaned.body(), article.join("\n\n"), "{language}");
            assert_eq!(cleaned.title(), before.lines().nth(2), "{language}");
            assert_eq!(cleaned.metadata().date(), Some("2024-05-03"), "{language}");
        }
    }
}

#[test]
fn articles_in_other_scripts_survive_an_english_frame() {
    for (language, paragraphs) in SCRIPTS {
        let framed = format!(
            "Home\nNews\nSport\nContact\nLog in\n{}\nShare this article\nPrivacy policy\n© 2024 All rights reserved",
            paragraphs.join("\n")
        );
        let body = letters(&body(&framed));
        for paragraph in paragraphs {
            assert!(body.contains(&letters(paragraph)), "{language} lost {paragraph}");
        }
    }
}

#[test]
fn articles_in_other_scripts_survive_on_one_line_with_menus() {
    for (language, paragraphs) in SCRIPTS {
        let menus = [MENU; 5].join(" ");
        let page = format!("{menus} {} {menus} Privacy Policy All Rights Reserved", paragraphs.join(" "));
        let body = letters(&body(&page));
        for paragraph in paragraphs {
            assert!(body.contains(&letters(paragraph)), "{language} lost {paragraph}");
        }
    }
}

/// What `get_text(" ")` leaves.
#[test]
fn a_page_on_one_line_loses_its_menus_and_keeps_its_article() {
    const MORE: &str = "The ferry company says that its boats will land at the old quay of Westerby for as long as the work \
        goes on. A bus will take the passengers from there to the market square, and nobody will have to pay for it. \
        Whoever has to be at the hospital by eight should take the first boat, because the road is narrow and the bus is slow. \
        Nobody on the council would say what all of it will cost, but the treasurer of the harbour board spoke of a sum that \
        would have bought three new ferries ten years ago. He added that the money had been set aside for a long time, and \
        that no tax would be raised for it. The old sign of the arcade will hang in the museum, where it can be seen from \
        Easter on, together with the plans of the men who built the pier and a model that a class of the school has made.";
    let story = format!("{} {MORE}", ENGLISH.join(" "));
    assert!(story.len() > 1_500, "a shorter line is a paragraph");
    let page = format!(
        "Skip to content {MENU} {story} Share this article Facebook Twitter Email Related Articles Ferry Fares to Rise in \
         Spring Council Votes on Market Hall {MENU} Privacy Policy Terms of Use © 2024 The Tarrow Courier. All rights reserved."
    );
    let cleaned = body(&page);
    assert!(cleaned.contains(&story), "{cleaned}");
    assert!(!cleaned.contains("Weather") && !cleaned.contains("Privacy"), "{cleaned}");
    assert_eq!(body(&cleaned), cleaned);
    assert_eq!(body(&story), story);
}

#[test]
fn cleaning_twice_is_cleaning_once() {
    let page = format!(
        "Home\nNews\nLog in\nHarbour to close for a week\nBy Jane Doe, 3 March 2024\n{}\nShare this article\nRelated articles\n\
         Ferry fares to rise in spring\nPrivacy policy\n© 2024 All rights reserved",
        ENGLISH.join("\n")
    );
    let once = body(&page);
    assert_eq!(body(&once), once);
    assert!(letters(&once).contains(&letters(&ENGLISH.concat())));
}

/// Real articles, wrapped anew: what comes out must be what comes out of the unwrapped ones.
#[test]
fn wrapped_real_articles_lose_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/article-extraction-dataset/ground-truth");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: the page sets are not here");
        return;
    };
    let mut files: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.sort();
    let (mut kept, mut all) = (0, 0);
    for file in files.iter().step_by(5) {
        let record: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        let gold = record["ground_truth"]["main_content"].as_str().unwrap_or_default();
        let paragraphs: Vec<&str> = gold.lines().filter(|line| line.chars().any(char::is_alphanumeric)).collect();
        for width in [72, 80] {
            let text: Vec<String> = paragraphs.iter().map(|paragraph| wrapped(paragraph, width)).collect();
            let body = letters(&body(&text.join("\r\n\r\n")));
            kept += body.len().min(letters(gold).len());
            all += letters(gold).len();
        }
    }
    assert!(kept as f64 > 0.99 * all as f64, "{kept} of {all} letters kept");
}
